package tv.relay.index;

/**
 * Counts the seams between connections since the channel's ring was made. Written by the reader's
 * thread, read by any; as one snapshot.
 */
public final class Seams {

  /**
   * The seams so far.
   *
   * @param overlaps seams without a gap: the source repeated what was there
   * @param continuations seams where the same clock went on behind a gap
   * @param rebases seams to another programme or clock
   * @param gaps seams behind which something is missing
   * @param gapMillis of all gaps together
   * @param latestGapMillis of the latest; null before the first
   */
  public record Report(
      long overlaps,
      long continuations,
      long rebases,
      long trimmedBytes,
      long trimmedMillis,
      long gaps,
      long gapMillis,
      Long latestGapMillis) {

    /** None yet. */
    public static final Report NONE = new Report(0, 0, 0, 0, 0, 0, 0, null);

    /** With one more. */
    public Report plus(Repair repair) {
      Repair.Kind kind = repair.kind();
      boolean gap = kind != Repair.Kind.OVERLAP;
      return new Report(
          overlaps + (kind == Repair.Kind.OVERLAP ? 1 : 0),
          continuations + (kind == Repair.Kind.CONTINUED ? 1 : 0),
          rebases + (kind == Repair.Kind.REBASED ? 1 : 0),
          trimmedBytes + repair.trimmedBytes(),
          trimmedMillis + repair.trimmedMillis(),
          gaps + (gap ? 1 : 0),
          gapMillis + repair.gapMillis(),
          gap ? (Long) repair.gapMillis() : latestGapMillis);
    }
  }

  private volatile Report report = Report.NONE;

  Seams() {}

  /** One more. The reader's thread. */
  public void repaired(Repair repair) {
    Report last = report;
    report = last.plus(repair);
  }

  public Report report() {
    return report;
  }
}
