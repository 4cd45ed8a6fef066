package tv.relay.mpegts;

import tv.relay.mpegts.AccessUnitProbe.Verdict;

/**
 * H.264: NAL units by nal_unit_type (ITU-T H.264, 7.3.1 and table 7-1) up to the first slice.
 *
 * <p>An IDR picture (7.4.1.2.4) lets nothing after it refer to what was before. A recovery point
 * SEI (D.1.8, D.2.8) says that decoding can start here though the picture is none: at once (an I
 * picture of an open GOP) or after some pictures (intra refresh). Either needs an SPS (7.3.2.1) in
 * its access unit. Of two fields only the first can be IDR and comes with the SPS.
 */
final class AvcUnits implements CodedUnits {
  private static final int SLICE = 1;
  private static final int SLICE_PARTITION_A = 2;
  private static final int IDR_SLICE = 5;
  private static final int SEI = 6;
  private static final int SPS = 7;

  private final SeiTypes sei = new SeiTypes();
  private boolean inSei;
  private boolean parameters;
  private boolean recoveryPoint;
  private boolean idr;

  @Override
  public void begin() {
    inSei = false;
    parameters = false;
    recoveryPoint = false;
    idr = false;
  }

  @Override
  public Verdict unit(int header) {
    int type = header & 0x1F;
    inSei = type == SEI;
    switch (type) {
      case SEI -> sei.begin();
      case SPS -> parameters = true;
      case IDR_SLICE -> {
        idr = true;
        return verdict(parameters);
      }
      case SLICE, SLICE_PARTITION_A -> {
        return verdict(parameters && recoveryPoint);
      }
      default -> {
        // PPS, delimiters, fillers and extensions of the picture say nothing here.
      }
    }
    return Verdict.UNDECIDED;
  }

  @Override
  public boolean readsBody() {
    return inSei;
  }

  @Override
  public Verdict body(int value) {
    if (inSei && sei.take(value) == SeiTypes.RECOVERY_POINT) {
      recoveryPoint = true;
    }
    return Verdict.UNDECIDED;
  }

  @Override
  public boolean isClosed() {
    return idr;
  }

  private static Verdict verdict(boolean accessPoint) {
    return accessPoint ? Verdict.ACCESS_POINT : Verdict.NOT_AN_ACCESS_POINT;
  }
}
