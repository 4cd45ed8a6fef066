package tv.relay.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublishTimesTest {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  @TempDir Path folder;

  /** Takes its time for everything. */
  private static final class SlowIntake implements Intake, Publisher {
    private final List<String> calls = new ArrayList<>();

    @Override
    public Publisher open(StreamFormat format, String contentType) {
      calls.add("open " + contentType);
      return contentType.isEmpty() ? null : this;
    }

    @Override
    public int chunkBytes() {
      return 188;
    }

    @Override
    public void publish(byte[] source, int offset, int length, long nanoTime) {
      calls.add("publish " + offset + " " + length + " " + nanoTime);
      takeTime();
    }

    @Override
    public void published() {
      calls.add("published");
      takeTime();
    }

    @Override
    public void ended(Failure failure) {
      calls.add("ended " + failure.reason());
    }

    private static void takeTime() {
      long end = System.nanoTime() + STEP_NANOS;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }
  }

  @Test
  void shouldWriteOneValueForEachPieceWithAllThatThePieceTook() throws IOException {
    Path file = folder.resolve("publish.hlog");
    SlowIntake intake = new SlowIntake();
    try (PublishTimes times = PublishTimes.open(file.toString())) {
      Intake timed = times.around(intake);
      Publisher publisher = timed.open(StreamFormat.TRANSPORT_STREAM, "video/mp2t");
      publisher.publish(new byte[188], 0, 188, 7);
      publisher.publish(new byte[188], 0, 188, 7);
      timed.published();
      publisher.publish(new byte[188], 0, 188, 8);
      timed.published();
    }

    Histogram all = read(file);
    assertThat(all.getTotalCount()).isEqualTo(2);
    assertThat(all.getMaxValue()).isGreaterThan(3 * STEP_NANOS * 99 / 100);
    assertThat(all.getMinNonZeroValue())
        .as("of one publication, and nothing of the piece before")
        .isBetween(2 * STEP_NANOS * 99 / 100, all.getMaxValue() - 1);
  }

  @Test
  void shouldHandOnAllThatAReaderSays() {
    SlowIntake intake = new SlowIntake();
    try (PublishTimes times = PublishTimes.open(folder.resolve("publish.hlog").toString())) {
      Intake timed = times.around(intake);
      Publisher publisher = timed.open(StreamFormat.TRANSPORT_STREAM, "video/mp2t");
      assertThat(publisher.chunkBytes()).isEqualTo(188);
      publisher.publish(new byte[400], 3, 188, 9);
      timed.published();
      timed.ended(new Failure(Failure.Kind.ENDED, "over"));
      assertThat(times.around(intake).open(StreamFormat.TRANSPORT_STREAM, ""))
          .as("where the intake takes no such stream")
          .isNull();
    }
    assertThat(intake.calls)
        .containsExactly("open video/mp2t", "publish 3 188 9", "published", "ended over", "open ");
  }

  @Test
  void shouldSayWhatToDoWhenTheFileCannotBeWritten() {
    String file = folder.resolve("none/publish.hlog").toString();

    assertThatThrownBy(() -> PublishTimes.open(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file)
        .hasMessageContaining("--publish-times");
  }

  private static Histogram read(Path file) throws IOException {
    Histogram all = new Histogram(3);
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        all.add((AbstractHistogram) reader.nextIntervalHistogram());
      }
    }
    return all;
  }
}
