package tv.relay.mpegts;

/**
 * The header of one transport stream packet, read and written where it lies: {@code
 * packets[offset]} is its sync byte and {@link #BYTES} bytes follow from there.
 *
 * <p>ISO/IEC 13818-1, 2.4.3.2 (packet) and 2.4.3.4 (adaptation field):
 *
 * <pre>
 *  byte 0    sync_byte 0x47
 *  byte 1-2  transport_error_indicator 1, payload_unit_start_indicator 1, transport_priority 1, PID 13
 *  byte 3    transport_scrambling_control 2, adaptation_field_control 2, continuity_counter 4
 *  byte 4    adaptation_field_length, when adaptation_field_control is 2 or 3
 *  byte 5    discontinuity 1, random_access 1, priority 1, PCR 1, OPCR 1, splicing point 1,
 *            private data 1, extension 1; when the length is at least 1
 * </pre>
 *
 * <p>Pure functions: no state, no allocation, any thread. Every content of the 188 bytes is
 * answered, none throws; an adaptation field that claims to reach beyond its packet counts as one
 * without flags and leaves no payload.
 */
public final class TsPacket {

  /** Size of a packet in bytes. */
  public static final int BYTES = 188;

  /** The first byte of every packet. */
  public static final byte SYNC = 0x47;

  /** Number of PIDs there are; 13 bits. */
  public static final int PIDS = 1 << 13;

  /** The PID of null packets, whose continuity counter means nothing (2.4.3.3). */
  public static final int NULL_PID = 0x1FFF;

  /** What is answered for an index or a time that the packet doesn't have. */
  public static final int ABSENT = -1;

  private static final int HEADER_BYTES = 4;
  private static final int MAX_ADAPTATION_BYTES = BYTES - HEADER_BYTES - 1;

  private TsPacket() {}

  /** Packet identifier, 0 to 0x1FFF. */
  public static int pid(byte[] packets, int offset) {
    return (packets[offset + 1] & 0x1F) << 8 | (packets[offset + 2] & 0xFF);
  }

  /** Whether a PES packet or a section begins in this packet. */
  public static boolean payloadUnitStart(byte[] packets, int offset) {
    return (packets[offset + 1] & 0x40) != 0;
  }

  /** Whether the payload is scrambled; the adaptation field never is. */
  public static boolean scrambled(byte[] packets, int offset) {
    return (packets[offset + 3] & 0xC0) != 0;
  }

  /** Whether the header announces a payload; only such packets count up (2.4.3.3). */
  public static boolean hasPayload(byte[] packets, int offset) {
    return (packets[offset + 3] & 0x10) != 0;
  }

  /** Continuity counter, 0 to 15. */
  public static int continuityCounter(byte[] packets, int offset) {
    return packets[offset + 3] & 0x0F;
  }

  /** Writes the low four bits of {@code counter} as the continuity counter. */
  public static void setContinuityCounter(byte[] packets, int offset, int counter) {
    packets[offset + 3] = (byte) ((packets[offset + 3] & 0xF0) | (counter & 0x0F));
  }

  /** Whether a decoder can start at this packet. */
  public static boolean randomAccess(byte[] packets, int offset) {
    return (adaptationFlags(packets, offset) & 0x40) != 0;
  }

  /** Writes the low 13 bits of {@code pid} as the packet identifier. */
  public static void setPid(byte[] packets, int offset, int pid) {
    packets[offset + 1] = (byte) ((packets[offset + 1] & 0xE0) | (pid >> 8 & 0x1F));
    packets[offset + 2] = (byte) pid;
  }

  /** Whether the packet announces a break of its PID's counter or of the clock. */
  public static boolean discontinuity(byte[] packets, int offset) {
    return (adaptationFlags(packets, offset) & 0x80) != 0;
  }

  /** Index of the first payload byte in {@code packets}, or {@link #ABSENT}. */
  public static int payloadOffset(byte[] packets, int offset) {
    if (!hasPayload(packets, offset)) {
      return ABSENT;
    }
    if (!hasAdaptationField(packets, offset)) {
      return offset + HEADER_BYTES;
    }
    int length = packets[offset + HEADER_BYTES] & 0xFF;
    // The last byte at the least must be left for a payload that was announced.
    return length < MAX_ADAPTATION_BYTES ? offset + HEADER_BYTES + 1 + length : ABSENT;
  }

  /** Bytes in the adaptation field after its length; 0 when there is none or it is malformed. */
  static int adaptationBytes(byte[] packets, int offset) {
    if (!hasAdaptationField(packets, offset)) {
      return 0;
    }
    int length = packets[offset + HEADER_BYTES] & 0xFF;
    return length <= MAX_ADAPTATION_BYTES ? length : 0;
  }

  /** The byte of flags of the adaptation field; 0 when there is none or it is malformed. */
  static int adaptationFlags(byte[] packets, int offset) {
    return adaptationBytes(packets, offset) == 0 ? 0 : packets[offset + HEADER_BYTES + 1] & 0xFF;
  }

  private static boolean hasAdaptationField(byte[] packets, int offset) {
    return (packets[offset + 3] & 0x20) != 0;
  }
}
