package tv.relay.cli.bench.load;

import tv.relay.cli.bench.packet.Tally;

/** What a client has got, and how much of it during the measurement. For one thread. */
final class Intake {
  private long bytes;
  private long bytesAtStart;
  private long bytesInWindow;
  private Tally tallyAtStart = Tally.NONE;
  private Tally tallyInWindow = Tally.NONE;

  void add(int more) {
    bytes += more;
  }

  void startWindow(Tally tally) {
    bytesAtStart = bytes;
    tallyAtStart = tally;
  }

  void endWindow(Tally tally) {
    bytesInWindow = bytes - bytesAtStart;
    tallyInWindow = tally.minus(tallyAtStart);
  }

  long bytesInWindow() {
    return bytesInWindow;
  }

  Tally tallyInWindow() {
    return tallyInWindow;
  }

  Tally sinceStart(Tally tally) {
    return tally.minus(tallyAtStart);
  }
}
