package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.cli.page.Relay.ThreadTime;
import tv.relay.testing.ClientSwarm;
import tv.relay.testing.Numbering;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * What the page costs with 500 channels and 2,000 clients shown, in the relay and in the browser.
 */
@Timeout(400)
@Tag("long")
final class PageCostIT {
  private static final Path PICTURES =
      Path.of(System.getProperty("basedir", ".")).resolve("target/page");
  private static final int CHANNELS = 500;
  private static final int WATCHED = 40;
  private static final int CLIENTS = 2_000;
  private static final int SLOW_EACH = 2;
  private static final int WARM_UP = 2;
  private static final int TURNS = 5;

  /** Threads that read sources, write to clients, and look whether these are still there. */
  private static final Pattern STREAM = Pattern.compile("relay-io I/O|relay-upstream|relay-peers");

  private static final Duration ROUND = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void shouldCostTheRelayLittleAndTheBrowserNoStutter() throws Exception {
    Programme small = new Programme(1, 100_000, 12, false);
    try (Relay relay = Relay.serve(folder);
        ScriptedUpstream source = ScriptedUpstream.start(small, Numbering.LIVE, i -> Script.ok());
        ClientSwarm swarm = new ClientSwarm();
        Tab tab = Tab.start(folder)) {
      for (int i = 1; i <= CHANNELS; i++) {
        relay.channel(
            "channel-" + i,
            "{\"urls\":[\"%s\"],\"title\":\"Channel %d\",\"number\":%d,\"group\":\"Group %d\"}"
                .formatted(source.uri("/" + i), i, i, i % 20));
      }
      watch(relay, swarm);
      relay.enter(tab);
      tab.until("document.getElementById('count-clients').textContent === '2,000'");
      // Until the slow ones lose and the joins are over.
      tab.until("Number(document.querySelector('.legend.link strong').textContent) >= 40");
      tab.picture(PICTURES.resolve("many-channels.png"));
      tab.click("#tab-clients");
      tab.picture(PICTURES.resolve("many-clients.png"));
      tab.dark(true);
      tab.picture(PICTURES.resolve("many-clients-dark.png"));
      tab.dark(false);
      scrollsSmoothly(tab);
      costsLittle(relay, tab);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  private static void watch(Relay relay, ClientSwarm swarm) throws IOException {
    for (int i = 1; i <= WATCHED; i++) {
      URI live = relay.live("channel-" + i);
      swarm.add(
          CLIENTS / WATCHED - SLOW_EACH,
          live,
          r -> r.header("User-Agent", "VLC/3.0.24 LibVLC/3.0.24"));
      swarm.add(
          SLOW_EACH,
          live,
          r -> r.header("User-Agent", "TiviMate/5.1.6").receiveBufferBytes(4_096).slow(1_500));
    }
  }

  /** Through the whole list within three seconds: no long wait, and few rows at any time. */
  private static void scrollsSmoothly(Tab tab) {
    JsonNode seen =
        tab.value(
            """
            new Promise(done => {
              const list = document.querySelector('#clients .rows');
              const gaps = []; let before = performance.now(); const start = before;
              const step = now => {
                gaps.push(now - before); before = now;
                list.scrollTop = (list.scrollHeight - list.clientHeight) * (now - start) / 3000;
                if (now - start < 3000) { requestAnimationFrame(step); return; }
                gaps.sort((a, b) => a - b);
                done({frames: gaps.length, median: gaps[gaps.length >> 1],
                  worst: gaps[gaps.length - 1], rows: list.querySelectorAll('.row').length,
                  last: list.getAttribute('aria-rowcount')});
              };
              requestAnimationFrame(step);
            })
            """);
    say("scrolling through 2,000 clients in 3 s: " + seen);
    assertThat(seen.path("rows").asInt()).isLessThan(60);
    assertThat(seen.path("last").asInt()).isEqualTo(CLIENTS + 1);
    assertThat(seen.path("median").asDouble()).isLessThan(50);
    assertThat(seen.path("worst").asDouble()).isLessThan(400);
  }

  /**
   * With and without in turn, since the relay's own work is not the same at all times. The first
   * turns are told but not counted: most of them is the compiler's, once in the life of a relay.
   */
  private static void costsLittle(Relay relay, Tab tab) throws IOException {
    say(
        "%d clients, %d channels of which %d live; the relay's share of a core:"
            .formatted(CLIENTS, CHANNELS, WATCHED));
    for (int i = 0; i < WARM_UP; i++) {
      say("while it compiles: " + turn(relay, tab));
    }
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      turns.add(turn(relay, tab));
      say("then: " + turns.get(i));
    }
    double share = median(turns.stream().map(Turn::share));
    double bytes = median(turns.stream().map(Turn::bytesPerSecond));
    say("median for the page: " + percent(share) + " of a core, " + kilobytes(bytes) + " to it");
    // Or nothing was read.
    assertThat(turns).allMatch(turn -> turn.with.stream > 0 && turn.with.rest > 0);
    assertThat(share).isLessThan(0.02);
    assertThat(bytes).isLessThan(100_000);
  }

  private static Turn turn(Relay relay, Tab tab) throws IOException {
    tab.open(relay.uri("/"));
    tab.until("document.getElementById('count-clients').textContent === '2,000'");
    long bytesBefore = tab.receivedBytes();
    Load with = loadOverARound(relay);
    long bytes = tab.receivedBytes() - bytesBefore;
    tab.open(URI.create("about:blank"));
    return new Turn(with, loadOverARound(relay), (double) bytes / ROUND.toSeconds());
  }

  private static Load loadOverARound(Relay relay) throws IOException {
    Map<String, ThreadTime> before = relay.threadTimes();
    long began = System.nanoTime();
    await().pollDelay(ROUND).atMost(ROUND.multipliedBy(2)).until(() -> true);
    Map<String, ThreadTime> after = relay.threadTimes();
    double nanos = System.nanoTime() - began;
    double stream = 0;
    double rest = 0;
    for (Map.Entry<String, ThreadTime> thread : after.entrySet()) {
      ThreadTime earlier = before.get(thread.getKey());
      long spent = thread.getValue().nanos() - (earlier == null ? 0 : earlier.nanos());
      if (STREAM.matcher(thread.getValue().name()).lookingAt()) {
        stream += spent / nanos;
      } else {
        rest += spent / nanos;
      }
    }
    return new Load(stream, rest);
  }

  /**
   * The relay's CPU as shares of a core. What brings the stream to 2,000 clients differs by more
   * from round to round than a page costs, and does nothing for it but write an answer a second; so
   * the page is measured by the rest: what answers it, collects garbage and compiles.
   */
  private record Load(double stream, double rest) {}

  /** With the page and without it. */
  private record Turn(Load with, Load without, double bytesPerSecond) {

    double share() {
      return with.rest - without.rest;
    }

    @Override
    public String toString() {
      return "%s for the page, %s to it; for the streams %s with it, %s without"
          .formatted(
              percent(share()),
              kilobytes(bytesPerSecond),
              percent(with.stream),
              percent(without.stream));
    }
  }

  private static double median(Stream<Double> values) {
    return values.sorted().toList().get(TURNS / 2);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String kilobytes(double bytesPerSecond) {
    return String.format(Locale.ROOT, "%.1f kB/s", bytesPerSecond / 1_000);
  }

  private static void say(String line) {
    System.out.println("page-cost: " + line);
  }
}
