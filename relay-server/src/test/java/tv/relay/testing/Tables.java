package tv.relay.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PAT, PMT and other sections, and the packets that carry them. Pure functions. */
public final class Tables {
  private static final int DESCRIPTOR = 0xFE;

  private Tables() {}

  /** A whole section in force, with its checksum. */
  public static byte[] section(int tableId, int extension, int version, byte[] content) {
    int length = 5 + content.length + 4;
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes(
        bytes(tableId, 0xB0 | length >> 8, length, extension >> 8, extension, 0xC1 | version << 1));
    section.writeBytes(bytes(0, 0));
    section.writeBytes(content);
    byte[] unchecked = section.toByteArray();
    int crc = PsiSection.crc(unchecked, 0, unchecked.length);
    section.writeBytes(bytes(crc >> 24, crc >> 16, crc >> 8, crc));
    return section.toByteArray();
  }

  /**
   * A PAT.
   *
   * @param pmtPids by programme number
   */
  public static byte[] pat(int streamId, int version, Map<Integer, Integer> pmtPids) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    pmtPids.forEach(
        (program, pid) ->
            content.writeBytes(bytes(program >> 8, program, 0xE0 | pid >> 8, (int) pid)));
    return section(0x00, streamId, version, content.toByteArray());
  }

  /**
   * A PMT.
   *
   * @param types stream types by PID
   * @param descriptorBytes of private descriptors, to make it long
   */
  public static byte[] pmt(
      int program, int version, int pcrPid, Map<Integer, Integer> types, int descriptorBytes) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(bytes(0xE0 | pcrPid >> 8, pcrPid));
    content.writeBytes(bytes(0xF0 | descriptorBytes >> 8, descriptorBytes));
    for (int left = descriptorBytes; left > 0; ) {
      // No descriptor may be left with a single byte.
      int length = Math.min(left, left == 256 ? 200 : 255);
      content.writeBytes(bytes(DESCRIPTOR, length - 2));
      content.writeBytes(new byte[length - 2]);
      left -= length;
    }
    types.forEach(
        (pid, type) -> content.writeBytes(bytes((int) type, 0xE0 | pid >> 8, (int) pid, 0xF0, 0)));
    return section(0x02, program, version, content.toByteArray());
  }

  /** The packets of one section, whose counters begin with {@code counter}. */
  public static List<byte[]> packets(int pid, int counter, byte[] section) {
    List<byte[]> packets = new ArrayList<>();
    int at = 0;
    while (at < section.length) {
      PacketBuilder packet = PacketBuilder.of(pid, counter + packets.size());
      int pointer = at == 0 ? 1 : 0;
      int length = Math.min(packet.room() - pointer, section.length - at);
      byte[] payload = new byte[pointer + length];
      System.arraycopy(section, at, payload, pointer, length);
      packets.add((at == 0 ? packet.unitStart() : packet).payload(payload));
      at += length;
    }
    return packets;
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
