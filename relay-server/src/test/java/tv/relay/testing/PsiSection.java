package tv.relay.testing;

import java.util.Arrays;

/** PAT and PMT as whole packets, and their CRC-32/MPEG-2. Pure functions. */
final class PsiSection {

  private static final int SECTION = 5;
  private static final int H264 = 0x1b;

  private PsiSection() {}

  static void writePat(byte[] bytes, int offset, Programme programme, int counter) {
    int at = begin(bytes, offset, PacketLayout.PAT_PID, counter);
    bytes[at++] = 0;
    bytes[at++] = (byte) 0xb0;
    bytes[at++] = 13;
    at = put16(bytes, at, programme.programNumber());
    bytes[at++] = (byte) 0xc1;
    bytes[at++] = 0;
    bytes[at++] = 0;
    at = put16(bytes, at, programme.programNumber());
    at = put16(bytes, at, 0xe000 | programme.pmtPid());
    end(bytes, offset, at);
  }

  static void writePmt(byte[] bytes, int offset, Programme programme, int counter) {
    int at = begin(bytes, offset, programme.pmtPid(), counter);
    bytes[at++] = 2;
    bytes[at++] = (byte) 0xb0;
    bytes[at++] = 18;
    at = put16(bytes, at, programme.programNumber());
    bytes[at++] = (byte) 0xc1;
    bytes[at++] = 0;
    bytes[at++] = 0;
    at = put16(bytes, at, 0xe000 | programme.videoPid());
    at = put16(bytes, at, 0xf000);
    bytes[at++] = H264;
    at = put16(bytes, at, 0xe000 | programme.videoPid());
    at = put16(bytes, at, 0xf000);
    end(bytes, offset, at);
  }

  /** Whether the packet is one whole section with the right checksum, then stuffing only. */
  static boolean isIntact(byte[] bytes, int offset) {
    int lengthBytes =
        (bytes[offset + SECTION + 1] & 0x0f) << 8 | bytes[offset + SECTION + 2] & 0xff;
    int end = SECTION + 3 + lengthBytes;
    if (!PacketLayout.startsPayloadUnit(bytes, offset)
        || bytes[offset + 4] != 0
        || end > PacketLayout.PACKET_BYTES
        || crc(bytes, offset + SECTION, end - SECTION) != 0) {
      return false;
    }
    for (int i = end; i < PacketLayout.PACKET_BYTES; i++) {
      if (bytes[offset + i] != (byte) 0xff) {
        return false;
      }
    }
    return true;
  }

  /** A packet that counts up and holds no section: a relay bridges counters with it. */
  static boolean isStuffing(byte[] bytes, int offset) {
    for (int i = 4; i < PacketLayout.PACKET_BYTES; i++) {
      if (bytes[offset + i] != (byte) 0xff) {
        return false;
      }
    }
    return !PacketLayout.startsPayloadUnit(bytes, offset);
  }

  /** CRC-32/MPEG-2; 0 over a section that ends with its own right checksum. */
  static int crc(byte[] bytes, int offset, int length) {
    int crc = 0xffffffff;
    for (int i = offset; i < offset + length; i++) {
      crc ^= bytes[i] << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
      }
    }
    return crc;
  }

  private static int begin(byte[] bytes, int offset, int pid, int counter) {
    Arrays.fill(bytes, offset, offset + PacketLayout.PACKET_BYTES, (byte) 0xff);
    bytes[offset] = PacketLayout.SYNC;
    put16(bytes, offset + 1, 0x4000 | pid);
    bytes[offset + 3] = (byte) (0x10 | counter & 0x0f);
    bytes[offset + 4] = 0;
    return offset + SECTION;
  }

  private static void end(byte[] bytes, int offset, int at) {
    int crc = crc(bytes, offset + SECTION, at - offset - SECTION);
    put16(bytes, at, crc >>> 16);
    put16(bytes, at + 2, crc);
  }

  static int put16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
    return at + 2;
  }
}
