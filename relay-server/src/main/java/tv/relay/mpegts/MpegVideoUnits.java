package tv.relay.mpegts;

import tv.relay.mpegts.AccessUnitProbe.Verdict;

/**
 * MPEG-1 and MPEG-2 video: start codes (ISO/IEC 13818-2, table 6-1; ISO/IEC 11172-2 has the same)
 * up to the first picture header.
 *
 * <p>Decoding can start at a sequence header (6.2.2.1) with an I picture (6.2.3, table 6-12) behind
 * it. It is closed when a group header (6.2.2.6) between the two says closed_gop; without one the
 * pictures to be shown before it may refer back.
 */
final class MpegVideoUnits implements CodedUnits {
  private static final int PICTURE = 0x00;
  private static final int LAST_SLICE = 0xAF;
  private static final int SEQUENCE = 0xB3;
  private static final int GROUP = 0xB8;

  /** temporal_reference has 10 bits, then come the 3 of picture_coding_type. */
  private static final int TYPE_BYTE = 1;

  /** time_code has 25 bits, then comes closed_gop. */
  private static final int CLOSED_BYTE = 3;

  private static final int INTRA = 1;

  private int unit = LAST_SLICE;
  private int at;
  private boolean parameters;
  private boolean closed;

  @Override
  public void begin() {
    unit = LAST_SLICE;
    parameters = false;
    closed = false;
  }

  @Override
  public Verdict unit(int header) {
    unit = header;
    at = 0;
    if (header == SEQUENCE) {
      parameters = true;
    } else if (header == PICTURE) {
      return parameters ? Verdict.UNDECIDED : Verdict.NOT_AN_ACCESS_POINT;
    } else if (header <= LAST_SLICE) {
      // The rest of an earlier picture, of no use to a decoder that starts here.
      return Verdict.NOT_AN_ACCESS_POINT;
    }
    return Verdict.UNDECIDED;
  }

  @Override
  public boolean readsBody() {
    return unit == GROUP || unit == PICTURE;
  }

  @Override
  public Verdict body(int value) {
    if (unit == GROUP && at == CLOSED_BYTE) {
      closed = (value & 0x40) != 0;
    }
    if (unit == PICTURE && at == TYPE_BYTE) {
      boolean intra = (value >> 3 & 7) == INTRA;
      return intra ? Verdict.ACCESS_POINT : Verdict.NOT_AN_ACCESS_POINT;
    }
    at++;
    return Verdict.UNDECIDED;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }
}
