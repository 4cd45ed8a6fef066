package tv.relay.cli.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a process holds more and more. Quiet samples are compared one by one, the last with the
 * first; of the busy ones, of which each is another, the average of the last third with that of the
 * first third. Pure functions.
 */
final class Growth {
  /** Averages of fewer say nothing. */
  static final int FEWEST_IN_A_THIRD = 5;

  /**
   * The heap takes memory as it likes up to its limit (README, Sizing), and so do the compilers.
   */
  private static final long JVM_KIB = 96 * 1_024;

  /** So much more of something is none. */
  private record Margin(String what, ToDoubleFunction<Vitals> amount, double quiet, double busy) {}

  private Growth() {}

  /**
   * In words what has grown; empty when nothing has.
   *
   * @param heapKib how much more heap is none: events are kept, and classes needed the first time
   * @param clients at most; the more there are the more of them come at the same moment some day,
   *     and what is pooled for that is kept
   */
  static List<String> found(List<Vitals> samples, long heapKib, int clients) {
    List<Margin> margins =
        List.of(
            // One that is about to end, or that a pool has made late.
            new Margin("threads", Vitals::threads, 2, 4),
            // A connection that is being closed; and when busy, a few that have no request yet.
            new Margin("descriptors beside clients", v -> v.descriptors() - v.clients(), 2, 8),
            // A channel more that happens to be watched.
            new Margin("KiB of rings", Vitals::ringKib, 0, 1_024),
            // What each I/O thread keeps; and when busy, a ring.
            new Margin("KiB of direct memory", Vitals::directKib, 256 + clients, 1_536 + clients),
            new Margin("KiB of heap", Vitals::heapKib, heapKib, heapKib),
            new Margin("KiB resident", Vitals::residentKib, JVM_KIB, JVM_KIB));
    List<Vitals> quiet = samples.stream().filter(Vitals::quiet).toList();
    List<Vitals> busy = samples.stream().filter(sample -> !sample.quiet()).toList();
    List<String> found = new ArrayList<>();
    if (quiet.size() < 2) {
      found.add("no two quiet samples to compare");
      return found;
    }
    int third = busy.size() / 3;
    for (Margin margin : margins) {
      compare("quiet", quiet.subList(0, 1), last(quiet, 1), margin, margin.quiet(), found);
      if (third >= FEWEST_IN_A_THIRD) {
        compare("busy", busy.subList(0, third), last(busy, third), margin, margin.busy(), found);
      }
    }
    return found;
  }

  private static List<Vitals> last(List<Vitals> samples, int count) {
    return samples.subList(samples.size() - count, samples.size());
  }

  private static void compare(
      String when,
      List<Vitals> first,
      List<Vitals> last,
      Margin margin,
      double allowed,
      List<String> found) {
    double before = average(first, margin.amount());
    double after = average(last, margin.amount());
    if (after > before + allowed) {
      found.add(
          String.format(
              Locale.ROOT,
              "%s when %s: %.1f at first, %.1f in the end, and %.0f more would be fair",
              margin.what(),
              when,
              before,
              after,
              allowed));
    }
  }

  private static double average(List<Vitals> samples, ToDoubleFunction<Vitals> amount) {
    return samples.stream().mapToDouble(amount).average().orElseThrow();
  }
}
