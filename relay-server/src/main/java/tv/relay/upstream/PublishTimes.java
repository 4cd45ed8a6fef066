package tv.relay.upstream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.HdrHistogram.Recorder;

/**
 * How long all readers are held up by handing on what they have read, written to a file once a
 * second: a log of HdrHistogram, in nanoseconds. One value is one piece that was read, from the
 * first call of its {@link Publisher} to the return of {@link Intake#published}: everything that a
 * subscriber could ever make a reader wait for.
 *
 * <p>Safe for any thread; recording is wait-free and allocates nothing. What the disk can't take is
 * left out.
 */
public final class PublishTimes implements AutoCloseable {
  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int DIGITS = 3;

  private final Recorder recorder = new Recorder(MOST_NANOS, DIGITS);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "relay-publish-times");
            thread.setDaemon(true);
            return thread;
          });
  private final PrintStream file;
  private final HistogramLogWriter log;

  /** Only for the thread that writes. */
  private Histogram interval;

  private PublishTimes(PrintStream file) {
    this.file = file;
    this.log = new HistogramLogWriter(file);
  }

  /**
   * Writes to a file from now on, over what was in it.
   *
   * @param path null for none, which gives null
   * @throws UncheckedIOException when it can't be written, saying what to do
   */
  public static PublishTimes open(String path) {
    if (path == null) {
      return null;
    }
    try {
      PrintStream file =
          new PrintStream(
              new BufferedOutputStream(Files.newOutputStream(Path.of(path))),
              false,
              StandardCharsets.UTF_8);
      PublishTimes times = new PublishTimes(file);
      times.begin();
      return times;
    } catch (IOException | InvalidPathException e) {
      throw new UncheckedIOException(
          "can't write how long publishing takes to "
              + path
              + " ("
              + e
              + "). Its folder must exist and be writable by the user that runs the relay; choose"
              + " another with --publish-times FILE",
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  private void begin() {
    log.outputLogFormatVersion();
    log.outputComment("[nanoseconds that a source's reader took to publish what it read]");
    log.outputLegend();
    file.flush();
    var unused = clock.scheduleAtFixedRate(this::write, 1, 1, TimeUnit.SECONDS);
  }

  /** The same intake, timed. */
  public Intake around(Intake intake) {
    return new Timed(intake);
  }

  private void write() {
    interval = recorder.getIntervalHistogram(interval);
    if (interval.getTotalCount() > 0) {
      log.outputIntervalHistogram(interval);
      file.flush();
    }
  }

  /** Writes what is left. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      // The file is the other thread's until that has ended.
      if (clock.awaitTermination(1, TimeUnit.SECONDS)) {
        write();
        file.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One reader's; on its thread. */
  private final class Timed implements Intake {
    private final Intake intake;

    /** Of the piece that is being published. */
    private long nanos;

    private Timed(Intake intake) {
      this.intake = intake;
    }

    @Override
    public Publisher open(StreamFormat format, String contentType) {
      Publisher publisher = intake.open(format, contentType);
      return publisher == null ? null : new TimedPublisher(publisher, this);
    }

    @Override
    public void published() {
      long before = System.nanoTime();
      intake.published();
      recorder.recordValue(Math.min(MOST_NANOS, nanos + System.nanoTime() - before));
      nanos = 0;
    }

    @Override
    public void ended(Failure failure) {
      intake.ended(failure);
    }
  }

  private record TimedPublisher(Publisher publisher, Timed timed) implements Publisher {
    @Override
    public int chunkBytes() {
      return publisher.chunkBytes();
    }

    @Override
    public void publish(byte[] source, int offset, int length, long nanoTime) {
      long before = System.nanoTime();
      publisher.publish(source, offset, length, nanoTime);
      timed.nanos += System.nanoTime() - before;
    }
  }
}
