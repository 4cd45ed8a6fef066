package tv.relay.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** PSI sections and the packets that carry them, built independent of the code that reads them. */
final class CraftedSection {
  private static final int STUFFING = 0xFF;

  private CraftedSection() {}

  /** A section in force, complete with its CRC. */
  static byte[] of(int tableId, int extension, int version, byte[] content) {
    return of(tableId, extension, version, true, content);
  }

  static byte[] of(int tableId, int extension, int version, boolean inForce, byte[] content) {
    int length = 5 + content.length + 4;
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(bytes(tableId, 0xB0 | length >> 8, length, extension >> 8, extension));
    section.writeBytes(bytes(0xC0 | version << 1 | (inForce ? 1 : 0), 0, 0));
    section.writeBytes(content);
    int crc = crc(section.toByteArray());
    section.writeBytes(bytes(crc >> 24, crc >> 16, crc >> 8, crc));
    return section.toByteArray();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  /** Bit by bit, as the standard draws it. */
  private static int crc(byte[] bytes) {
    int crc = 0xFFFFFFFF;
    for (byte b : bytes) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean out = crc < 0 ^ (b >> bit & 1) == 1;
        crc = crc << 1 ^ (out ? 0x04C11DB7 : 0);
      }
    }
    return crc;
  }

  /**
   * The sections one behind the other without a gap, stuffing at the end.
   *
   * @param pid of the packets, whose counters begin with 0
   */
  static List<byte[]> packets(int pid, List<byte[]> sections) {
    TreeSet<Integer> starts = new TreeSet<>();
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] section : sections) {
      starts.add(joined.size());
      joined.writeBytes(section);
    }
    byte[] content = joined.toByteArray();
    List<byte[]> packets = new ArrayList<>();
    for (int at = 0; at < content.length; ) {
      Integer start = starts.ceiling(at);
      int room = start != null && start - at < 184 ? 183 : 184;
      boolean unitStart = start != null && start - at < 183;
      byte[] packet = packet(pid, packets.size(), unitStart, room);
      int from = 188 - room;
      if (unitStart) {
        packet[from - 1] = (byte) (start - at);
      }
      int taken = Math.min(room, content.length - at);
      System.arraycopy(content, at, packet, from, taken);
      packets.add(packet);
      at += taken;
    }
    return packets;
  }

  /** Where a section would begin in the last byte, an empty adaptation field moves it on. */
  private static byte[] packet(int pid, int counter, boolean unitStart, int room) {
    byte[] packet = new byte[188];
    Arrays.fill(packet, (byte) STUFFING);
    boolean adaptation = !unitStart && room < 184;
    packet[0] = 0x47;
    packet[1] = (byte) ((unitStart ? 0x40 : 0) | pid >> 8);
    packet[2] = (byte) pid;
    packet[3] = (byte) ((adaptation ? 0x30 : 0x10) | counter & 0x0F);
    if (adaptation) {
      packet[4] = 0;
    }
    return packet;
  }
}
