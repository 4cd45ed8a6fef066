package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** A client can decode from its first byte. */
class JoinTest {
  private static final Programme EACH_SECOND = Programme.numbered(1);
  private static final long PACKETS_PER_SECOND = EACH_SECOND.bitrateBps() / 8 / 188;

  @Test
  void shouldStartAtAnAccessPointWheneverAClientComes() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().joinCushion(Duration.ZERO).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(EACH_SECOND, Script.ok())) {
      relay.channel("one", upstream.uri());
      try (TsClient first = TsClient.get(relay.live("one"))) {
        for (int i = 1; i <= 20; i++) {
          first.awaitMorePackets(PACKETS_PER_SECOND / 7);
          try (TsClient joining = TsClient.get(relay.live("one"))) {
            joining.awaitPackets(50);
            assertThat(joining.verifier().startsAtRandomAccess()).isTrue();
            joining.verifier().assertComplete();
          }
        }
        first.verifier().assertComplete();
      }
    }
  }

  @Test
  void shouldStartAsFarBackAsTheRequestAsksFor() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.relay().ringBytes(4 << 20).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(EACH_SECOND, Script.ok())) {
      relay.channel("one", upstream.uri());
      try (TsClient first = TsClient.get(relay.live("one"))) {
        first.awaitPackets(6 * PACKETS_PER_SECOND);
        assertThat(packetsBehindAtJoin(relay, "?cushion=0")).isLessThan(3 * PACKETS_PER_SECOND / 2);
        assertThat(packetsBehindAtJoin(relay, "?cushion=3.5"))
            .isGreaterThan(3 * PACKETS_PER_SECOND)
            .isLessThan(5 * PACKETS_PER_SECOND);
        // As far as there is, when that is less than asked for.
        assertThat(packetsBehindAtJoin(relay, "?cushion=999"))
            .isGreaterThan(4 * PACKETS_PER_SECOND);
        // The default of two seconds.
        assertThat(packetsBehindAtJoin(relay, ""))
            .isGreaterThan(3 * PACKETS_PER_SECOND / 2)
            .isLessThan(7 * PACKETS_PER_SECOND / 2);
      }
    }
  }

  private static long packetsBehindAtJoin(RunningRelay relay, String query) throws IOException {
    long head = relay.status("one").path("ring").path("headSequence").asLong();
    try (TsClient client = TsClient.get(relay.uri("/live/one.ts" + query))) {
      client.awaitPackets(10);
      long joined = -1;
      for (JsonNode each : relay.clients("one")) {
        joined = Math.max(joined, 0);
        if (each.path("connectedSeconds").asLong() == 0) {
          joined = each.path("joinSequence").asLong();
        }
      }
      return head - joined;
    }
  }

  /** The source is in the middle of a group when it is asked; what comes before is no start. */
  @Test
  void shouldWaitForTheFirstAccessPointOfAStreamThatJustBegins()
      throws IOException, StartException {
    Programme slowGroups = EACH_SECOND.withGopFrames(50);
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(slowGroups, Script.ok())) {
      intoTheMiddle(upstream);
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(50);
        assertThat(client.verifier().startsAtRandomAccess()).isTrue();
        JsonNode account = relay.clients("one").get(0);
        assertThat(account.path("joinSequence").asLong()).isPositive();
      }
    }
  }

  @Test
  void shouldGiveWhatThereIsWhenNoAccessPointComesInTime() throws IOException, StartException {
    Programme endlessGroup = EACH_SECOND.withGopFrames(100_000);
    try (RunningRelay relay = RunningRelay.relay().startTimeout(Duration.ofSeconds(1)).start();
        ScriptedUpstream upstream = ScriptedUpstream.start(endlessGroup, Script.ok())) {
      intoTheMiddle(upstream);
      relay.channel("one", upstream.uri());
      long asked = System.nanoTime();
      try (TsClient client = TsClient.get(relay.live("one"))) {
        assertThat(client.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        client.awaitPackets(500);
        client.verifier().assertComplete();
        assertThat(client.verifier().startsAtRandomAccess()).isFalse();
      }
      // Nobody waits for it a second time.
      long again = System.nanoTime();
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.awaitPackets(1);
        assertThat(Duration.ofNanos(System.nanoTime() - again)).isLessThan(Duration.ofSeconds(1));
      }
    }
  }

  @Test
  void shouldSayWhatACushionIs() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", upstream.uri());
      for (String wrong : new String[] {"", "-1", "1e3", "9999", "abc"}) {
        try (TsClient client = TsClient.get(relay.uri("/live/one?cushion=" + wrong))) {
          assertThat(client.status()).isEqualTo(400);
          assertThat(client.awaitBytes(20).bodyText()).contains("cushion", "seconds");
        }
      }
      assertThat(upstream.totalConnections()).isZero();
    }
  }

  /** Time goes by for the source once somebody has asked. */
  private static void intoTheMiddle(ScriptedUpstream upstream) throws IOException {
    try (TsClient other = TsClient.get(upstream.uri())) {
      other.awaitPackets(PACKETS_PER_SECOND / 4);
    }
  }
}
