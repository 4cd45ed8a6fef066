package tv.relay.cli.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** What {@code relay serve --publish-times} has written, an interval for each second. */
record PublishLog(List<Histogram> intervals) {

  static PublishLog read(Path file) throws IOException {
    List<Histogram> intervals = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        if (reader.nextIntervalHistogram() instanceof Histogram histogram) {
          intervals.add(histogram);
        }
      }
    }
    return new PublishLog(List.copyOf(intervals));
  }

  /**
   * All values of the intervals that lie between two times, in seconds since 1970.
   *
   * @throws IOException when there are none
   */
  Histogram between(long fromSecond, long toSecond) throws IOException {
    long from = TimeUnit.SECONDS.toMillis(fromSecond);
    long to = TimeUnit.SECONDS.toMillis(toSecond);
    Histogram all = new Histogram(3);
    intervals.stream()
        .filter(each -> each.getStartTimeStamp() >= from && each.getEndTimeStamp() <= to)
        .forEach(all::add);
    if (all.getTotalCount() == 0) {
      throw new IOException("nothing was published between " + fromSecond + " and " + toSecond);
    }
    return all;
  }
}
