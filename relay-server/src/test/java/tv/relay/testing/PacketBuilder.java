package tv.relay.testing;

import java.util.Arrays;

/**
 * One transport packet, field by field (ISO/IEC 13818-1, 2.4.3.2 and 2.4.3.4). Independent of the
 * code that reads packets. One thread.
 */
public final class PacketBuilder {
  /** Of a packet that was numbered: what its private data begin with. */
  private static final int NUMBER_BYTES = 8;

  private static final int SCRAMBLED = 0x80;
  private static final int UNIT_START = 0x40;
  private static final int DISCONTINUITY = 0x80;
  private static final int RANDOM_ACCESS = 0x40;
  private static final int PCR = 0x10;
  private static final int PRIVATE_DATA = 0x02;

  private final byte[] packet = new byte[PacketLayout.PACKET_BYTES];
  private final byte[] field = new byte[16];
  private int flags;
  private int fieldBytes;

  private PacketBuilder(int pid, int counter) {
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = PacketLayout.SYNC;
    packet[1] = (byte) (pid >> 8);
    packet[2] = (byte) pid;
    packet[3] = (byte) (counter & 0x0F);
  }

  /** A packet of that PID, with the low four bits of the counter. */
  public static PacketBuilder of(int pid, int counter) {
    return new PacketBuilder(pid, counter);
  }

  public PacketBuilder unitStart() {
    packet[1] |= UNIT_START;
    return this;
  }

  public PacketBuilder scrambled() {
    packet[3] |= (byte) SCRAMBLED;
    return this;
  }

  public PacketBuilder discontinuity() {
    flags |= DISCONTINUITY;
    return this;
  }

  public PacketBuilder randomAccess() {
    flags |= RANDOM_ACCESS;
    return this;
  }

  /** To be said before {@link #number}, as the fields have an order. */
  public PacketBuilder pcr(long ticks) {
    flags |= PCR;
    long base = ticks / 300;
    long extension = ticks % 300;
    long bits = base << 15 | 0x3FL << 9 | extension;
    for (int i = 5; i >= 0; i--) {
      field[fieldBytes++] = (byte) (bits >>> 8 * i);
    }
    return this;
  }

  /** Private data that tell the packet from all others, whatever else is in it. */
  public PacketBuilder number(long sequence) {
    flags |= PRIVATE_DATA;
    field[fieldBytes++] = NUMBER_BYTES;
    for (int i = NUMBER_BYTES - 1; i >= 0; i--) {
      field[fieldBytes++] = (byte) (sequence >>> 8 * i);
    }
    return this;
  }

  /** Bytes of payload that there is room for. */
  public int room() {
    return PacketLayout.PACKET_BYTES - payloadOffset();
  }

  /** With a payload, filled up with 0xFF. */
  public byte[] payload(byte... payload) {
    packet[3] |= 0x10;
    int at = payloadOffset();
    if (at > 4) {
      packet[3] |= 0x20;
      packet[4] = (byte) (at - 5);
      writeField();
    }
    System.arraycopy(payload, 0, packet, at, payload.length);
    return packet;
  }

  /** Without one. */
  public byte[] adaptationOnly() {
    packet[3] |= 0x20;
    packet[4] = (byte) 183;
    writeField();
    return packet;
  }

  private int payloadOffset() {
    return flags == 0 ? 4 : 6 + fieldBytes;
  }

  private void writeField() {
    packet[5] = (byte) flags;
    System.arraycopy(field, 0, packet, 6, fieldBytes);
  }

  /** What {@link #number} was said to this packet, or -1: it was built by somebody else. */
  public static long number(byte[] bytes, int offset) {
    boolean numbered =
        (bytes[offset + 3] & 0x20) != 0
            && bytes[offset + 4] != 0
            && (bytes[offset + 5] & PRIVATE_DATA) != 0;
    if (!numbered) {
      return -1;
    }
    int at = offset + 6 + ((bytes[offset + 5] & PCR) != 0 ? 6 : 0) + 1;
    long number = 0;
    for (int i = 0; i < NUMBER_BYTES; i++) {
      number = number << 8 | bytes[at + i] & 0xFF;
    }
    return number;
  }
}
