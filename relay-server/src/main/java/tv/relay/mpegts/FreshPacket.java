package tv.relay.mpegts;

import java.util.Arrays;

/** Packets that the relay makes itself begin here: the header, and 0xFF to the end. */
final class FreshPacket {
  static final int HEADER_BYTES = 4;
  static final int PAYLOAD_BYTES = TsPacket.BYTES - HEADER_BYTES;

  /** adaptation_field_control (ISO/IEC 13818-1, table 2-5): payload only. */
  static final int PAYLOAD = 1;

  /** adaptation_field_control: adaptation field only. */
  static final int ADAPTATION = 2;

  private static final byte STUFFING = (byte) 0xFF;

  private FreshPacket() {}

  /** Takes the low 13 bits of the PID and the low 4 of the counter. */
  static void write(
      byte[] target, int offset, int pid, boolean unitStart, int control, int counter) {
    Arrays.fill(target, offset + HEADER_BYTES, offset + TsPacket.BYTES, STUFFING);
    target[offset] = TsPacket.SYNC;
    target[offset + 1] = (byte) ((unitStart ? 0x40 : 0) | (pid >> 8 & 0x1F));
    target[offset + 2] = (byte) pid;
    target[offset + 3] = (byte) (control << 4 | (counter & 0x0F));
  }
}
