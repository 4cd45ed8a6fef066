package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.NumberedStream;
import tv.relay.testing.Numbering;
import tv.relay.testing.PacketVerifier;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** Sources that are lost and come back, as their viewers see them: one stream without a seam. */
class SeamTest {
  private static final Programme PROGRAMME = Programme.numbered(1).withBitrateBps(4_000_000);
  private static final int PACKET = NumberedStream.PACKET_BYTES;

  /** In packets, with what comes meanwhile. */
  private static final int MOST_OF_A_PICTURE = 300;

  /** Ends every 4,000 packets (1.5 s) and comes back 1,000 packets behind. */
  @Test
  void shouldLeaveOutWhatACutterRepeats() throws IOException, StartException {
    int every = 4_000;
    int repeated = 1_000;
    int cuts = 4;
    int all = every + cuts * (every - repeated);
    // More, since a picture is only seen to be whole when another begins.
    byte[] stream = new NumberedStream(PROGRAMME).next(all + MOST_OF_A_PICTURE);
    try (RunningRelay relay = RunningRelay.relay().ringBytes(2 * 1024 * 1024).start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(
                PROGRAMME,
                Numbering.LIVE,
                number -> {
                  int from = Math.min(number - 1, cuts) * (every - repeated);
                  int to = number > cuts ? all + MOST_OF_A_PICTURE : from + every;
                  return Script.recorded(packets(stream, from, to))
                      .misaligned()
                      .burstBytes(1_500L * PACKET);
                })) {
      relay.channel("one", upstream.uri());
      try (TsClient first = TsClient.get(relay.live("one"));
          TsClient second = TsClient.get(relay.live("one"))) {
        for (TsClient client : new TsClient[] {first, second}) {
          client.awaitPackets(all);
          PacketVerifier verifier = client.verifier().assertComplete();
          // A gap may have been filled with null packets.
          assertThat(verifier.packets()).isGreaterThanOrEqualTo(all);
          assertThat(verifier.unannouncedBreaks()).isZero();
          assertThat(verifier.timesBackward()).isZero();
        }
        JsonNode seams = seams(relay, "overlaps", cuts);
        // Less the picture at each cut, which was never published.
        assertThat(seams.path("trimmedBytes").asLong())
            .isBetween(
                (long) cuts * (repeated - MOST_OF_A_PICTURE) * PACKET,
                (long) cuts * repeated * PACKET);
        assertThat(seams.path("trimmedMillis").asLong()).isBetween(1_000L, 1_600L);
        assertThat(seams.path("gaps").asInt()).isZero();
        assertThat(seams.path("latestGapMillis").isNull()).isTrue();
      }
    }
  }

  @Test
  void shouldGoOnAtAnAccessPointBehindAGap() throws IOException, StartException {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(
                PROGRAMME, Script.ok().resetAfter(2_000L * PACKET + 50), Script.ok())) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        PacketVerifier verifier = client.awaitPackets(6_000).verifier().assertClean();
        assertThat(verifier.gaps()).isEqualTo(1);
        assertThat(verifier.unannouncedBreaks()).isZero();
        assertThat(verifier.timesBackward()).isZero();
        JsonNode seams = seams(relay, "continuations", 1);
        long missing = PROGRAMME.nanosOfBytes(verifier.missingOfAllPids() * PACKET) / 1_000_000;
        assertThat(seams.path("latestGapMillis").asLong()).isBetween(missing - 80, missing + 80);
      }
    }
  }

  /** Players that are told of other PIDs in the midst of a stream lose picture or sound. */
  @Test
  void shouldMakeAnotherProviderFollow() throws IOException, StartException {
    Programme other = Programme.numbered(2).withBitrateBps(4_000_000).asOtherSource();
    byte[] first = new NumberedStream(PROGRAMME).next(3_000);
    NumberedStream second = new NumberedStream(other);
    second.skipToMediaNanos(1_000_000_000_000L);
    byte[] elsewhere = second.next(6_000);
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream =
            ScriptedUpstream.start(PROGRAMME, Script.recorded(first), Script.recorded(elsewhere))) {
      relay.channel("one", upstream.uri());
      try (TsClient client = TsClient.get(relay.live("one"))) {
        client.verifier().allowStreamChange();
        PacketVerifier verifier = client.awaitPackets(7_000).verifier().assertClean();
        assertThat(verifier.unannouncedBreaks()).isZero();
        // PIDs have the times one by one: they are those of the first source.
        assertThat(verifier.timesBackward()).isZero();
        assertThat(verifier.mediaPacketsOfOtherPids()).isZero();
        JsonNode seams = seams(relay, "rebases", 1);
        assertThat(seams.path("gapMillis").asLong()).isPositive();
      }
    }
  }

  /** The status's, once it knows of so many of that kind. */
  private static JsonNode seams(RunningRelay relay, String kind, int count) {
    return RunningRelay.await()
        .until(
            () -> relay.status("one").path("upstream").path("seams"),
            seams -> seams.path(kind).asInt() == count);
  }

  private static byte[] packets(byte[] stream, int from, int to) {
    return Arrays.copyOfRange(stream, from * PACKET, to * PACKET);
  }
}
