package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.channel.SourceRules;
import tv.relay.server.StartException;
import tv.relay.testing.LogLines;
import tv.relay.testing.NumberedStream;
import tv.relay.testing.PacketVerifier;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** A better source that is good again takes over from the one in use, and no viewer notices. */
class ComebackTest {
  private static final Programme OTHER =
      Programme.numbered(2).withBitrateBps(2_000_000).asOtherSource();
  private static final Script BUSY = Script.status(503, Map.of("Retry-After", "1"), "");

  private final LogLines log = LogLines.ofRelay();
  private RunningRelay relay;
  private Story story;

  @BeforeEach
  void start() throws StartException {
    start(0, Duration.ofMillis(1_200));
  }

  /** All sources have one host, so that they are of one account. */
  private void start(int maxConnections, Duration returnAfter) throws StartException {
    if (relay != null) {
      relay.close();
    }
    relay =
        RunningRelay.relay()
            .ringBytes(8 * 1024 * 1024)
            .triesPerSource(2)
            .returnToPrimary()
            .maxConnections(maxConnections)
            .rules(new SourceRules(Duration.ZERO, Duration.ZERO, returnAfter, false))
            .start();
    story = new Story(relay, log, "one");
  }

  @AfterEach
  void stop() {
    relay.close();
    log.close();
  }

  @Test
  void shouldReturnWithoutAGapOnceTheFirstIsGoodAgain() throws IOException {
    try (ScriptedUpstream first =
            ScriptedUpstream.start(BUSY, Script.ok().misaligned().burstBytes(300_000));
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok().misaligned())) {
      relay.channel("one", first.uri("/s3cr3t"), second.uri("/s3cr3t"));
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        awaitSource(0, "rehearsing");
        assertThat(sources().path(1).path("state").asText()).isEqualTo("live");
        awaitSource(0, "live");
        long before = System.nanoTime();
        PacketVerifier verifier = client.awaitMorePackets(1_500).verifier().assertClean();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        // Neither stream lacks a packet: the joint is all there is.
        assertThat(verifier.unannouncedBreaks()).isZero();
        assertThat(verifier.timesBackward()).isZero();
        assertThat(verifier.gaps()).isZero();
        assertThat(client.ended()).isFalse();
        second.awaitOpenConnections(0);
        // Nothing was lost on the way, so there was no other state.
        assertThat(story.states()).isEqualTo("connecting backoff connecting live");
        assertThat(longestPauseSaid()).as("gap in milliseconds").isLessThan(1_000);
      }
      assertThat(first.totalConnections()).isEqualTo(2);
      assertThat(second.totalConnections()).isEqualTo(1);
      assertThat(story.events())
          .anyMatch(e -> e.startsWith("returned: is good again: back to source 1 of 2, http://"))
          .anyMatch(e -> e.startsWith("repaired: another programme or clock"))
          .noneMatch(e -> e.contains("s3cr3t") || e.startsWith("lost"));
      JsonNode upstream = relay.status("one").path("upstream");
      assertThat(upstream.path("receivedBytes").asLong()).isPositive();
    }
  }

  /** One that plays for a moment and dies is not good again, and costs nobody anything. */
  @Test
  void shouldStayWhereItIsWhileTheFirstIsNotGood() throws IOException {
    try (ScriptedUpstream first =
            ScriptedUpstream.start(BUSY, Script.ok().resetAfter(100_000), Script.html());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok())) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        first.awaitConnections(2);
        awaitSource(0, "cooling");
        client.awaitMorePackets(500).verifier().assertComplete();
        assertThat(story.states()).isEqualTo("connecting backoff connecting live");
        assertThat(story.events())
            .last()
            .asString()
            .matches(
                "failed: not back yet: the source reset the connection; cooling down for 10 s,"
                    + " until .*");
        assertThat(sources().path(0).path("tries").asInt()).isEqualTo(2);
      }
      assertThat(second.totalConnections()).isEqualTo(1);
    }
  }

  /** The same programme, by a provider who is four seconds later: nobody is to wait for that. */
  @Test
  void shouldStayWhereItIsWhileTheFirstIsFarBehind() throws IOException {
    Programme programme = Programme.numbered(1);
    byte[] all = new NumberedStream(programme).next(30_000);
    byte[] ahead = Arrays.copyOfRange(all, 5_400 * 188, all.length);
    try (ScriptedUpstream first = ScriptedUpstream.start(programme, BUSY, Script.recorded(all));
        ScriptedUpstream second = ScriptedUpstream.start(programme, Script.recorded(ahead))) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        RunningRelay.await()
            .untilAsserted(
                () ->
                    assertThat(story.events())
                        .last()
                        .asString()
                        .matches(
                            "failed: not back yet: it plays, but \\d\\.\\d s behind the source in"
                                + " use, and viewers would have to wait so long"));
        client.awaitMorePackets(1_000).verifier().assertComplete();
        assertThat(sources().path(0).path("state").asText()).isEqualTo("idle");
        assertThat(story.states()).isEqualTo("connecting backoff connecting live");
      }
      first.awaitOpenConnections(0);
    }
  }

  /** The same programme, hardly later: the seam is not to be seen at all. */
  @Test
  void shouldReturnToTheSameProgramme() throws IOException {
    Programme programme = Programme.numbered(1);
    byte[] all = new NumberedStream(programme).next(30_000);
    try (ScriptedUpstream first =
            ScriptedUpstream.start(programme, BUSY, Script.recorded(all).burstBytes(1_600L * 188));
        ScriptedUpstream second = ScriptedUpstream.start(programme, Script.recorded(all))) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        awaitSource(0, "live");
        PacketVerifier verifier = client.awaitMorePackets(3_000).verifier().assertClean();
        assertThat(verifier.unannouncedBreaks()).isZero();
        assertThat(verifier.timesBackward()).isZero();
        assertThat(story.events()).anyMatch(e -> e.startsWith("repaired: went on "));
      }
    }
  }

  @Test
  void shouldReadNothingBesideOnceNobodyWatches() throws IOException {
    try (ScriptedUpstream first = ScriptedUpstream.start(BUSY, Script.ok());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok())) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        first.awaitConnections(2);
        client.awaitPackets(50);
      }
      first.awaitOpenConnections(0);
      second.awaitOpenConnections(0);
      relay.awaitState("one", "idle");
    }
  }

  /** Who chose a source by hand is not to be overruled. */
  @Test
  void shouldNotReturnFromASourceChosenByHand() throws IOException {
    try (ScriptedUpstream first = ScriptedUpstream.start(Script.ok());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok())) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        client.awaitPackets(100);
        assertThat(relay.admin().post("/api/v1/channels/one/next", "").status()).isEqualTo(200);
        awaitSource(1, "live");
        client.awaitMorePackets(3_000).verifier().assertClean();
        assertThat(first.totalConnections()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldReadNothingBesideWhereTheAccountHasNoConnectionToSpare()
      throws IOException, StartException {
    start(1, Duration.ofMillis(200));
    try (ScriptedUpstream first = ScriptedUpstream.start(BUSY, Script.ok());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok())) {
      relay.channel("one", first.uri(), second.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        // Longer than the first wants to be left alone, and than the account settles.
        client.awaitPackets(4_000).verifier().assertComplete();
        assertThat(first.totalConnections()).isEqualTo(1);
        assertThat(sources().path(0).path("state").asText()).isEqualTo("idle");
      }
    }
  }

  @Test
  void shouldGiveUpReadingBesideWhenAnotherChannelWantsTheConnection()
      throws IOException, StartException {
    start(2, Duration.ofMinutes(1));
    try (ScriptedUpstream first = ScriptedUpstream.start(BUSY, Script.ok());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok());
        ScriptedUpstream third = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", first.uri(), second.uri()).channel("two", third.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        first.awaitConnections(2);
        client.awaitPackets(50);
        awaitSource(0, "rehearsing");
        try (TsClient other = TsClient.get(relay.live("two"))) {
          other.awaitPackets(50).verifier().assertComplete();
          first.awaitOpenConnections(0);
          client.awaitMorePackets(100).verifier().assertComplete();
        }
      }
    }
  }

  @Test
  void shouldHoldOneConnectionAgainOnceItHasReturned() throws IOException, StartException {
    start(2, Duration.ofMillis(500));
    try (ScriptedUpstream first = ScriptedUpstream.start(BUSY, Script.ok());
        ScriptedUpstream second = ScriptedUpstream.start(OTHER, Script.ok());
        ScriptedUpstream third = ScriptedUpstream.start(Script.ok())) {
      relay.channel("one", first.uri(), second.uri()).channel("two", third.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        awaitSource(0, "live");
        second.awaitOpenConnections(0);
        try (TsClient other = TsClient.get(relay.live("two"))) {
          other.awaitPackets(50);
          client.awaitMorePackets(100).verifier().assertClean();
        }
      }
      relay.awaitState("one", "idle").awaitState("two", "idle");
      // What was kept is given back when it ends.
      try (TsClient again = TsClient.get(relay.live("two"));
          TsClient client = TsClient.get(relay.live("one"))) {
        again.awaitPackets(50);
        client.awaitPackets(50);
      }
    }
  }

  private long longestPauseSaid() {
    return relay.status("one").path("upstream").path("seams").path("latestGapMillis").asLong();
  }

  private JsonNode sources() {
    return relay.status("one").path("sources");
  }

  private void awaitSource(int index, String state) {
    RunningRelay.await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(sources().path(index).path("state").asText())
                    .as("%s, %s", sources(), story.events())
                    .isEqualTo(state));
  }
}
