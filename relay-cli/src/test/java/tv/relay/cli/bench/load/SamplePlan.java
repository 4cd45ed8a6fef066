package tv.relay.cli.bench.load;

import java.time.Duration;
import java.util.List;

/** Plans of 8 Mbit/s for ten seconds, in which nobody zaps. */
public final class SamplePlan {
  private SamplePlan() {}

  /** The same with so many clients of each kind. */
  public static LoadPlan of(List<Target> targets, int fast, int verifying, int slow, int stalled) {
    return new LoadPlan(
        targets,
        fast,
        verifying,
        8_000_000,
        slow,
        2_000_000,
        stalled,
        0,
        500,
        Duration.ZERO,
        Duration.ofSeconds(10),
        Duration.ZERO,
        1,
        65_536,
        65_536);
  }
}
