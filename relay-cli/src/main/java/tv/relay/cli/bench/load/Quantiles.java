package tv.relay.cli.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times in milliseconds, of so many measured; all 0 where that is none. */
public record Quantiles(long count, double p50, double p99, double p999, double max) {
  private static final double MICROS = TimeUnit.MILLISECONDS.toMicros(1);

  static Quantiles of(Histogram micros) {
    return new Quantiles(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / MICROS,
        micros.getValueAtPercentile(99) / MICROS,
        micros.getValueAtPercentile(99.9) / MICROS,
        micros.getMaxValue() / MICROS);
  }
}
