package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
  private static final int ROUNDS = 3;
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

  /** With and without in turn, since the relay's own work is not the same at all times. */
  private void costsLittle(Relay relay, Tab tab) throws IOException {
    double with = 0;
    double without = 0;
    double bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
      tab.open(relay.uri("/"));
      tab.until("document.getElementById('count-clients').textContent === '2,000'");
      long bytesBefore = tab.receivedBytes();
      with += cpuOverARound(relay);
      bytes += tab.receivedBytes() - bytesBefore;
      tab.open(URI.create("about:blank"));
      without += cpuOverARound(relay);
    }
    double seconds = ROUNDS * ROUND.toSeconds();
    double share = (with - without) / seconds;
    say(
        String.format(
            Locale.ROOT,
            "relay with %d clients, %d channels of which %d live: %.1f %% of a core without the page,"
                + " %.1f %% with it: %.2f %% for the page; %.1f kB/s sent to it",
            CLIENTS,
            CHANNELS,
            WATCHED,
            100 * without / seconds,
            100 * with / seconds,
            100 * share,
            bytes / seconds / 1_000));
    assertThat(share).isLessThan(0.02);
    assertThat(bytes / seconds).isLessThan(100_000);
  }

  private static double cpuOverARound(Relay relay) throws IOException {
    double before = relay.cpuSeconds();
    await().pollDelay(ROUND).atMost(ROUND.multipliedBy(2)).until(() -> true);
    return relay.cpuSeconds() - before;
  }

  private static void say(String line) {
    System.out.println("page-cost: " + line);
  }
}
