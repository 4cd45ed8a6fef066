package tv.relay.mpegts;

/** PES packets of any content, in pieces of any size, for every codec. */
public final class ProbeFuzz {
  private static final AccessUnitProbe[] PROBES = new AccessUnitProbe[Codec.values().length];

  private ProbeFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    for (Codec codec : Codec.values()) {
      int at = codec.ordinal();
      if (PROBES[at] == null) {
        PROBES[at] = AccessUnitProbe.of(codec);
      }
      AccessUnitProbe.Verdict whole = verdict(PROBES[at], data, Math.max(1, data.length));
      // As pieces of odd sizes: the verdict is that of the bytes, not of how they came.
      AccessUnitProbe.Verdict inPieces = verdict(PROBES[at], data, 7);
      if (whole != inPieces) {
        throw new IllegalStateException(codec + ": " + whole + " and " + inPieces);
      }
    }
  }

  private static AccessUnitProbe.Verdict verdict(AccessUnitProbe probe, byte[] data, int piece) {
    probe.begin();
    AccessUnitProbe.Verdict verdict = AccessUnitProbe.Verdict.UNDECIDED;
    for (int at = 0; at < data.length; at += piece) {
      verdict = probe.feed(data, at, Math.min(data.length, at + piece));
    }
    probe.isClosed();
    return verdict;
  }
}
