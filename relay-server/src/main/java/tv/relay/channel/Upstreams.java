package tv.relay.channel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import tv.relay.ring.Beat;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Intake;
import tv.relay.upstream.PublishTimes;
import tv.relay.upstream.Reading;
import tv.relay.upstream.Source;
import tv.relay.upstream.SourceClient;
import tv.relay.upstream.UpstreamMeter;
import tv.relay.upstream.UpstreamReader;

/** Starts readers, each on a thread of its own. */
public final class Upstreams implements Readers, AutoCloseable {
  private final SourceClient client;
  private final Beat beat;

  /** Null when nobody wants to know. */
  private final PublishTimes times;

  private final AtomicLong threads = new AtomicLong();
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "relay-upstream-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Has no readers yet.
   *
   * @param beat when clients get what has been read
   * @param times told how long readers publish; closed with this. Null when nobody wants to know
   */
  public Upstreams(SourceClient client, Beat beat, PublishTimes times) {
    this.client = client;
    this.beat = beat;
    this.times = times;
  }

  @Override
  public Reading start(Source source, UpstreamMeter meter, Intake intake) {
    Intake heard = times == null ? intake : times.around(intake);
    UpstreamReader reader = new UpstreamReader(client, source, beat, meter, heard);
    try {
      readers.execute(reader);
    } catch (OutOfMemoryError | RejectedExecutionException e) {
      intake.ended(
          new Failure(
              Failure.Kind.INTERNAL,
              "no thread for this source: the process may not have more (ulimit -u, pids or"
                  + " TasksMax)"));
    }
    return reader;
  }

  @Override
  public void close() {
    readers.shutdownNow();
    client.close();
    if (times != null) {
      times.close();
    }
  }
}
