package tv.relay.cli.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What one thread's clients have measured, in microseconds. Written by that thread alone; read by
 * others once it has ended.
 */
final class Measurements {
  private static final int DIGITS = 3;
  private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(10);

  final Histogram latency = new Histogram(MOST_MICROS, DIGITS);
  final Histogram firstByte = new Histogram(MOST_MICROS, DIGITS);
  final Histogram firstAccessPoint = new Histogram(MOST_MICROS, DIGITS);

  /** How late this thread did what was due. */
  final Histogram lateness = new Histogram(MOST_MICROS, DIGITS);

  /** Why clients never got a stream, and how many. */
  final Map<String, Integer> failures = new TreeMap<>();

  /** Time stamps that can't be of this machine's clock. */
  long foreignStamps;

  void latency(long nanos) {
    if (nanos < 0 || nanos > TimeUnit.MINUTES.toNanos(10)) {
      foreignStamps++;
    } else {
      record(latency, nanos);
    }
  }

  /**
   * What was due was done so late; what else came due meanwhile was late as well.
   *
   * @param everyNanos how often something is due
   */
  void late(long nanos, long everyNanos) {
    lateness.recordValueWithExpectedInterval(micros(nanos), micros(everyNanos));
  }

  static void record(Histogram histogram, long nanos) {
    histogram.recordValue(micros(nanos));
  }

  private static long micros(long nanos) {
    return Math.min(MOST_MICROS, TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos)));
  }

  void failed(String reason) {
    failures.merge(reason, 1, Integer::sum);
  }

  void add(Measurements other) {
    latency.add(other.latency);
    firstByte.add(other.firstByte);
    firstAccessPoint.add(other.firstAccessPoint);
    lateness.add(other.lateness);
    other.failures.forEach((reason, count) -> failures.merge(reason, count, Integer::sum));
    foreignStamps += other.foreignStamps;
  }
}
