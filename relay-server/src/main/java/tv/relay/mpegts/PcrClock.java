package tv.relay.mpegts;

/**
 * The program clock reference of a packet, in ticks of 27 MHz from 0 to {@link #MODULUS} - 1.
 *
 * <p>ISO/IEC 13818-1, 2.4.3.4 and 2.4.3.5: the PCR is there when PCR_flag is set, and it is the
 * first field after the flags; PCR = base * 300 + extension.
 *
 * <pre>
 *  byte 6-9   program_clock_reference_base, bits 32 to 1
 *  byte 10    base bit 0, reserved 6, program_clock_reference_extension bit 8
 *  byte 11    extension, bits 7 to 0
 * </pre>
 *
 * <p>The OPCR, which may follow, is the clock of another stream and not to be changed on the way
 * (2.4.3.5). Pure functions: no state, no allocation, any thread; no content of a packet throws. An
 * extension over 299, which the standard forbids, is carried into the base.
 */
public final class PcrClock {

  /** The system clock's frequency. */
  public static final long TICKS_PER_SECOND = 27_000_000;

  /** Ticks of this clock in one tick of {@link Timestamps}. */
  public static final long TICKS_PER_TIMESTAMP_TICK = 300;

  /** Ticks after which the clock begins anew. */
  public static final long MODULUS = Timestamps.MODULUS * TICKS_PER_TIMESTAMP_TICK;

  private static final int PCR_FLAG = 0x10;
  private static final int FLAGS_AND_PCR_BYTES = 7;
  private static final int BASE_INDEX = 6;

  private PcrClock() {}

  /** Whether the packet carries a PCR. */
  public static boolean isPresent(byte[] packets, int offset) {
    return (TsPacket.adaptationFlags(packets, offset) & PCR_FLAG) != 0
        && TsPacket.adaptationBytes(packets, offset) >= FLAGS_AND_PCR_BYTES;
  }

  /** The packet's PCR, or {@link TsPacket#ABSENT}. */
  public static long read(byte[] packets, int offset) {
    if (!isPresent(packets, offset)) {
      return TsPacket.ABSENT;
    }
    int at = offset + BASE_INDEX;
    long base =
        (packets[at] & 0xFFL) << 25
            | (packets[at + 1] & 0xFFL) << 17
            | (packets[at + 2] & 0xFFL) << 9
            | (packets[at + 3] & 0xFFL) << 1
            | (packets[at + 4] & 0x80L) >> 7;
    long extension = (packets[at + 4] & 0x01L) << 8 | (packets[at + 5] & 0xFFL);
    return (base * TICKS_PER_TIMESTAMP_TICK + extension) % MODULUS;
  }

  /**
   * Writes {@code ticks} modulo {@link #MODULUS} over the packet's PCR; reserved bits are kept.
   *
   * @return false when the packet carries none, and is left as it was
   */
  public static boolean write(byte[] packets, int offset, long ticks) {
    if (!isPresent(packets, offset)) {
      return false;
    }
    long clock = Math.floorMod(ticks, MODULUS);
    long base = clock / TICKS_PER_TIMESTAMP_TICK;
    long extension = clock % TICKS_PER_TIMESTAMP_TICK;
    int at = offset + BASE_INDEX;
    packets[at] = (byte) (base >> 25);
    packets[at + 1] = (byte) (base >> 17);
    packets[at + 2] = (byte) (base >> 9);
    packets[at + 3] = (byte) (base >> 1);
    packets[at + 4] = (byte) ((base & 1) << 7 | (packets[at + 4] & 0x7E) | extension >> 8);
    packets[at + 5] = (byte) extension;
    return true;
  }

  /**
   * Moves the packet's PCR by {@code ticks}, which may be negative.
   *
   * @return false when the packet carries none, and is left as it was
   */
  public static boolean shift(byte[] packets, int offset, long ticks) {
    long clock = read(packets, offset);
    return clock != TsPacket.ABSENT && write(packets, offset, clock + ticks % MODULUS);
  }

  /** Ticks from one reading to a later one, over the wrap of the clock. */
  public static long elapsed(long fromTicks, long toTicks) {
    return Math.floorMod(toTicks - fromTicks, MODULUS);
  }
}
