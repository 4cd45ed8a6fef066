package tv.relay.mpegts;

import java.util.Arrays;

/** Packets built field by field for the tests, independent of the code that reads them. */
final class CraftedPacket {

  /** Packets under test lie here in their array, so that an index of the wrong origin shows. */
  static final int OFFSET = TsPacket.BYTES;

  private CraftedPacket() {}

  /** Three packets' room with the given one in the middle and 0xA5 around it. */
  static byte[] surrounded(byte[] packet) {
    byte[] room = new byte[3 * TsPacket.BYTES];
    Arrays.fill(room, (byte) 0xA5);
    System.arraycopy(packet, 0, room, OFFSET, TsPacket.BYTES);
    return room;
  }

  /** Payload only, all of it {@code 0xFF}. */
  static byte[] payload(int pid, int counter) {
    return header(pid, false, 1, counter);
  }

  /** An adaptation field only, stuffed, with the given flags and no fields. */
  static byte[] adaptationOnly(int pid, int counter, int flags) {
    byte[] packet = header(pid, false, 2, counter);
    packet[4] = (byte) 183;
    packet[5] = (byte) flags;
    return packet;
  }

  /** A PCR in bits as the standard has them, reserved bits as given, then payload. */
  static byte[] pcr(int pid, int counter, long base, int reserved, int extension) {
    byte[] packet = header(pid, false, 3, counter);
    packet[4] = 7;
    packet[5] = 0x10;
    bits(
        packet, 6, "%s%s%s".formatted(binary(base, 33), binary(reserved, 6), binary(extension, 9)));
    return packet;
  }

  /** A PES packet that begins with a PTS, and a DTS unless it is negative. */
  static byte[] pes(int pid, int counter, int streamId, long pts, long dts, String markers) {
    byte[] packet = header(pid, true, 1, counter);
    boolean both = dts >= 0;
    byte[] head = {0, 0, 1, (byte) streamId, 0, 0, (byte) 0x80, 0, 0};
    head[7] = (byte) (both ? 0xC0 : 0x80);
    head[8] = (byte) (both ? 10 : 5);
    System.arraycopy(head, 0, packet, 4, head.length);
    bits(packet, 13, time(both ? "0011" : "0010", pts, markers));
    if (both) {
      bits(packet, 18, time("0001", dts, markers));
    }
    return packet;
  }

  private static byte[] header(int pid, boolean start, int adaptationFieldControl, int counter) {
    byte[] packet = new byte[TsPacket.BYTES];
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = 0x47;
    packet[1] = (byte) ((start ? 0x40 : 0) | pid >> 8);
    packet[2] = (byte) pid;
    packet[3] = (byte) (adaptationFieldControl << 4 | counter);
    return packet;
  }

  private static String time(String prefix, long ticks, String markers) {
    String time = binary(ticks, 33);
    return prefix
        + time.substring(0, 3)
        + markers.charAt(0)
        + time.substring(3, 18)
        + markers.charAt(1)
        + time.substring(18)
        + markers.charAt(2);
  }

  private static String binary(long value, int digits) {
    String binary = "0".repeat(digits) + Long.toBinaryString(value);
    return binary.substring(binary.length() - digits);
  }

  private static void bits(byte[] packet, int at, String bits) {
    for (int i = 0; i < bits.length() / 8; i++) {
      packet[at + i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
  }
}
