package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tv.relay.testing.ProcessCounters;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** Several people with the remote control in hand. */
class ZapTest {
  private static final int CHANNELS = 5;
  private static final int VIEWERS = 5;
  private static final int ZAPS = 100;
  private static final int RING_BYTES = 1024 * 1024;

  @Test
  void shouldStandFiveHundredRapidZaps() throws Exception {
    List<ScriptedUpstream> upstreams = new ArrayList<>();
    try (RunningRelay relay = RunningRelay.relay().ringBytes(RING_BYTES).start()) {
      for (int i = 0; i < CHANNELS; i++) {
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok());
        upstreams.add(upstream);
        relay.channel("ch" + i, upstream.uri());
      }
      zapTogether(relay, 5).forEach(ZapTest::close);
      awaitUpstreams(relay, upstreams, Set.of());
      ProcessCounters before = ProcessCounters.now();

      List<Remote> remotes = zapTogether(relay, ZAPS);

      Set<Integer> watched = new TreeSet<>();
      for (Remote remote : remotes) {
        remote.client.awaitMorePackets(50).verifier().assertComplete();
        watched.add(remote.channel);
      }
      awaitUpstreams(relay, upstreams, watched);
      assertThat(relay.status().path("clients").asInt()).isEqualTo(VIEWERS);
      remotes.forEach(ZapTest::close);
      awaitUpstreams(relay, upstreams, Set.of());
      RunningRelay.await()
          .untilAsserted(
              () -> {
                ProcessCounters after = ProcessCounters.now();
                assertThat(after.openFiles()).isLessThanOrEqualTo(before.openFiles());
                assertThat(after.directBytes() - before.directBytes()).isLessThan(RING_BYTES);
              });
      assertThat(relay.status().path("clients").asInt()).isZero();
    } finally {
      upstreams.forEach(ScriptedUpstream::close);
    }
  }

  /** Who holds it has seen so many channels, and watches this one now. */
  private static final class Remote implements Callable<Remote> {
    private final RunningRelay relay;
    private final Random random;
    private final int zaps;
    private TsClient client;
    private int channel;

    Remote(RunningRelay relay, long seed, int zaps) {
      this.relay = relay;
      this.random = new Random(seed);
      this.zaps = zaps;
    }

    @Override
    public Remote call() throws IOException {
      for (int zap = 0; zap < zaps; zap++) {
        TsClient last = client;
        boolean nextFirst = random.nextBoolean();
        if (last != null && !nextFirst) {
          last.close();
        }
        channel = random.nextInt(CHANNELS);
        client = TsClient.get(relay.live("ch" + channel));
        if (last != null && nextFirst) {
          last.abort();
        }
        // Some are gone before there is an answer; who waits for one gets the stream.
        if (zap == zaps - 1 || random.nextInt(4) > 0) {
          assertThat(client.status()).as("status of zap " + zap).isEqualTo(200);
          client.awaitPackets(random.nextInt(5));
        }
      }
      return this;
    }
  }

  private static List<Remote> zapTogether(RunningRelay relay, int zaps)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(VIEWERS);
    try {
      List<Remote> remotes = new ArrayList<>();
      for (int viewer = 0; viewer < VIEWERS; viewer++) {
        remotes.add(new Remote(relay, viewer, zaps));
      }
      for (Future<Remote> done : threads.invokeAll(remotes)) {
        done.get();
      }
      return remotes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitUpstreams(
      RunningRelay relay, List<ScriptedUpstream> upstreams, Set<Integer> watched) {
    for (int i = 0; i < CHANNELS; i++) {
      boolean seen = watched.contains(i);
      relay.awaitState("ch" + i, seen ? "live" : "idle");
      upstreams.get(i).awaitOpenConnections(seen ? 1 : 0);
    }
  }

  private static void close(Remote remote) {
    try {
      remote.client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
