package tv.relay.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;

/**
 * One metric in the making: its name, and the points it has by now. Names end in the base unit, and
 * counters get their {@code _total} from the library (prometheus.io/docs/practices/naming). For one
 * thread.
 */
abstract class Family {
  private Family() {}

  /** Adds a point. */
  abstract void add(Labels labels, double value);

  /** Adds a point; beyond 2^53 it is rounded, as all is in Prometheus. */
  final void add(Labels labels, long value) {
    add(labels, (double) value);
  }

  abstract MetricSnapshot snapshot();

  /**
   * Something that only ever grows.
   *
   * @param unit null for a mere count
   */
  static Family counter(String name, Unit unit, String help) {
    CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(help).unit(unit);
    return new Family() {
      @Override
      void add(Labels labels, double value) {
        builder.dataPoint(CounterDataPointSnapshot.builder().labels(labels).value(value).build());
      }

      @Override
      MetricSnapshot snapshot() {
        return builder.build();
      }
    };
  }

  /**
   * Something as it is now.
   *
   * @param unit null for a mere count
   */
  static Family gauge(String name, Unit unit, String help) {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help).unit(unit);
    return new Family() {
      @Override
      void add(Labels labels, double value) {
        builder.dataPoint(GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
      }

      @Override
      MetricSnapshot snapshot() {
        return builder.build();
      }
    };
  }
}
