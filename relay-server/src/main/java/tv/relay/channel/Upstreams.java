package tv.relay.channel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tv.relay.upstream.Intake;
import tv.relay.upstream.Reading;
import tv.relay.upstream.Source;
import tv.relay.upstream.SourceClient;
import tv.relay.upstream.UpstreamMeter;
import tv.relay.upstream.UpstreamReader;

/** Starts readers, each on a thread of its own. */
public final class Upstreams implements Readers, AutoCloseable {
  private final SourceClient client;
  private final AtomicLong threads = new AtomicLong();
  private final ExecutorService readers =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "relay-upstream-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
          });

  public Upstreams(SourceClient client) {
    this.client = client;
  }

  @Override
  public Reading start(Source source, UpstreamMeter meter, Intake intake) {
    UpstreamReader reader = new UpstreamReader(client, source, meter, intake);
    readers.execute(reader);
    return reader;
  }

  @Override
  public void close() {
    readers.shutdownNow();
    client.close();
  }
}
