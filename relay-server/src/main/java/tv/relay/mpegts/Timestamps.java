package tv.relay.mpegts;

/**
 * The presentation and decoding time of the PES packet that begins in a packet, in ticks of 90 kHz
 * from 0 to {@link #MODULUS} - 1.
 *
 * <p>ISO/IEC 13818-1, 2.4.3.6 and 2.4.3.7, from the first byte of the PES packet:
 *
 * <pre>
 *  byte 0-2    packet_start_code_prefix 0x000001
 *  byte 3      stream_id; eight of them go without all that follows byte 5
 *  byte 4-5    PES_packet_length
 *  byte 6      '10', scrambling 2, priority 1, alignment 1, copyright 1, original 1
 *  byte 7      PTS_DTS_flags 2 ('10' PTS, '11' PTS and DTS, '01' forbidden), six others
 *  byte 8      PES_header_data_length
 *  byte 9-13   PTS:  '0010' or '0011', bits 32 to 30, marker; 29 to 15, marker; 14 to 0, marker
 *  byte 14-18  DTS:  '0001', the same
 * </pre>
 *
 * <p>Writing changes the 33 bits of the time and nothing else. A header that runs on into the next
 * packet of its PID, a scrambled payload, or a header that contradicts itself counts as one without
 * times. ESCR and DTS_next_AU are not treated. Pure functions: no state, no allocation, any thread;
 * no content of a packet throws.
 */
public final class Timestamps {

  /** Ticks of a second. */
  public static final long TICKS_PER_SECOND = 90_000;

  /** Ticks after which the times begin anew; 33 bits. */
  public static final long MODULUS = 1L << 33;

  private static final int FIELD_BYTES = 5;
  private static final int FIXED_HEADER_BYTES = 9;
  private static final int PTS_ONLY = 2;
  private static final int PTS_AND_DTS = 3;

  private Timestamps() {}

  /** The packet's presentation time, or {@link TsPacket#ABSENT}. */
  public static long pts(byte[] packets, int offset) {
    return readAt(packets, ptsOffset(packets, offset));
  }

  /** The packet's decoding time where it differs from the presentation, or ABSENT. */
  public static long dts(byte[] packets, int offset) {
    return readAt(packets, dtsOffset(packets, offset));
  }

  /** Writes {@code ticks} modulo {@link #MODULUS} over the PTS; false when there is none. */
  public static boolean writePts(byte[] packets, int offset, long ticks) {
    return writeAt(packets, ptsOffset(packets, offset), ticks);
  }

  /** Writes {@code ticks} modulo {@link #MODULUS} over the DTS; false when there is none. */
  public static boolean writeDts(byte[] packets, int offset, long ticks) {
    return writeAt(packets, dtsOffset(packets, offset), ticks);
  }

  /**
   * Moves the PTS, and the DTS when there is one, by {@code ticks}, which may be negative.
   *
   * @return false when the packet carries none, and is left as it was
   */
  public static boolean shift(byte[] packets, int offset, long ticks) {
    int pts = ptsOffset(packets, offset);
    if (pts == TsPacket.ABSENT) {
      return false;
    }
    writeAt(packets, pts, readAt(packets, pts) + ticks);
    int dts = dtsOffset(packets, offset);
    if (dts != TsPacket.ABSENT) {
      writeAt(packets, dts, readAt(packets, dts) + ticks);
    }
    return true;
  }

  /** Ticks from one time to another over the wrap; negative when the other is the earlier one. */
  public static long difference(long fromTicks, long toTicks) {
    return Math.floorMod(toTicks - fromTicks + MODULUS / 2, MODULUS) - MODULUS / 2;
  }

  private static int ptsOffset(byte[] packets, int offset) {
    int pes = pesOffset(packets, offset);
    if (pes == TsPacket.ABSENT) {
      return TsPacket.ABSENT;
    }
    return switch (packets[pes + 7] >> 6 & 3) {
      case PTS_ONLY -> fieldOffset(packets, offset, pes, 0);
      // Both or none: half a pair would let the two run apart.
      case PTS_AND_DTS ->
          dtsOffset(packets, offset) == TsPacket.ABSENT
              ? TsPacket.ABSENT
              : fieldOffset(packets, offset, pes, 0);
      default -> TsPacket.ABSENT;
    };
  }

  private static int dtsOffset(byte[] packets, int offset) {
    int pes = pesOffset(packets, offset);
    if (pes == TsPacket.ABSENT || (packets[pes + 7] >> 6 & 3) != PTS_AND_DTS) {
      return TsPacket.ABSENT;
    }
    return fieldOffset(packets, offset, pes, 1);
  }

  /** Where the n-th time lies, when the header says it is long enough and it is in this packet. */
  private static int fieldOffset(byte[] packets, int offset, int pes, int index) {
    int end = FIXED_HEADER_BYTES + FIELD_BYTES * (index + 1);
    boolean inHeader = (packets[pes + 8] & 0xFF) >= end - FIXED_HEADER_BYTES;
    boolean inPacket = pes + end <= offset + TsPacket.BYTES;
    return inHeader && inPacket ? pes + end - FIELD_BYTES : TsPacket.ABSENT;
  }

  /** Where a PES packet with a full header begins; a section can't be taken for one. */
  private static int pesOffset(byte[] packets, int offset) {
    int pes = TsPacket.payloadOffset(packets, offset);
    boolean readable =
        pes != TsPacket.ABSENT
            && TsPacket.payloadUnitStart(packets, offset)
            && !TsPacket.scrambled(packets, offset)
            && pes + FIXED_HEADER_BYTES <= offset + TsPacket.BYTES
            && packets[pes] == 0
            && packets[pes + 1] == 0
            && packets[pes + 2] == 1
            && hasFullHeader(packets[pes + 3] & 0xFF)
            && (packets[pes + 6] & 0xC0) == 0x80;
    return readable ? pes : TsPacket.ABSENT;
  }

  private static boolean hasFullHeader(int streamId) {
    return switch (streamId) {
      case 0xBC, // program_stream_map
          0xBE, // padding_stream
          0xBF, // private_stream_2
          0xF0, // ECM
          0xF1, // EMM
          0xF2, // DSM-CC
          0xF8, // ITU-T H.222.1 type E
          0xFF -> // program_stream_directory
          false;
      default -> true;
    };
  }

  private static long readAt(byte[] packets, int at) {
    if (at == TsPacket.ABSENT) {
      return TsPacket.ABSENT;
    }
    return (packets[at] & 0x0EL) << 29
        | (packets[at + 1] & 0xFFL) << 22
        | (packets[at + 2] & 0xFEL) << 14
        | (packets[at + 3] & 0xFFL) << 7
        | (packets[at + 4] & 0xFEL) >> 1;
  }

  private static boolean writeAt(byte[] packets, int at, long ticks) {
    if (at == TsPacket.ABSENT) {
      return false;
    }
    long time = ticks & (MODULUS - 1);
    packets[at] = (byte) ((packets[at] & 0xF1) | (time >> 29 & 0x0E));
    packets[at + 1] = (byte) (time >> 22);
    packets[at + 2] = (byte) ((packets[at + 2] & 0x01) | (time >> 14 & 0xFE));
    packets[at + 3] = (byte) (time >> 7);
    packets[at + 4] = (byte) ((packets[at + 4] & 0x01) | (time << 1 & 0xFE));
    return true;
  }
}
