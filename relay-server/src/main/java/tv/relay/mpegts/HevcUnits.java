package tv.relay.mpegts;

import tv.relay.mpegts.AccessUnitProbe.Verdict;

/**
 * HEVC: NAL units by nal_unit_type (ITU-T H.265, 7.3.1.2 and table 7-1) up to the first slice.
 *
 * <p>IRAP pictures let decoding start (3.68 and 7.4.2.2: types 16 to 21; 22 and 23 are reserved and
 * no picture to a decoder): BLA (16 to 18) and IDR (19, 20) are closed, since a decoder leaves out
 * what after a BLA refers to pictures before it; CRA (21) is open. An SPS (7.3.2.2) in the same
 * access unit is asked for.
 */
final class HevcUnits implements CodedUnits {
  private static final int LAST_TRAILING_OR_LEADING = 9;
  private static final int FIRST_IRAP = 16;
  private static final int CRA = 21;
  private static final int SPS = 33;

  private boolean parameters;
  private boolean cra;

  @Override
  public void begin() {
    parameters = false;
    cra = false;
  }

  @Override
  public Verdict unit(int header) {
    int type = header >> 1 & 0x3F;
    if (type <= LAST_TRAILING_OR_LEADING) {
      return Verdict.NOT_AN_ACCESS_POINT;
    }
    if (type >= FIRST_IRAP && type <= CRA) {
      cra = type == CRA;
      return parameters ? Verdict.ACCESS_POINT : Verdict.NOT_AN_ACCESS_POINT;
    }
    parameters |= type == SPS;
    return Verdict.UNDECIDED;
  }

  @Override
  public boolean readsBody() {
    return false;
  }

  @Override
  public Verdict body(int value) {
    return Verdict.UNDECIDED;
  }

  @Override
  public boolean isClosed() {
    return !cra;
  }
}
