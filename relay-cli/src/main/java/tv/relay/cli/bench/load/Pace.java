package tv.relay.cli.bench.load;

import java.util.concurrent.TimeUnit;

/** Something that happens so often a second, evenly. For one thread. */
final class Pace {
  private final double perSecond;
  private long startNanos;
  private long taken;

  Pace(double perSecond) {
    this.perSecond = perSecond;
    start(System.nanoTime());
  }

  void start(long nowNanos) {
    startNanos = nowNanos;
    taken = 0;
  }

  /** How often it has fallen due since it was asked last. */
  int due(long nowNanos) {
    double seconds = (double) (nowNanos - startNanos) / TimeUnit.SECONDS.toNanos(1);
    long due = (long) (seconds * perSecond) - taken;
    taken += due;
    return (int) due;
  }
}
