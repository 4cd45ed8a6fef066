package tv.relay.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.ElementaryStream;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.TsPacket;
import tv.relay.registry.SourceUrl;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/** A probe says what comes, or in words why nothing does. */
class ProbeTest {
  /** 4 Mbit/s, a random access point every 200 ms. */
  private static final Programme PROGRAMME = new Programme(3, 4_000_000, 5, false);

  private static final Duration WATCH = Duration.ofMillis(900);
  private static final int HALF_A_SECOND_BYTES = 250_000;

  private final SourceClient client =
      new SourceClient(
          new SourceTimeouts(Duration.ofSeconds(2), Duration.ofMillis(700)), "probe-test", false);

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void shouldSayWhatComes() throws Exception {
    ProbeReport report = report(Script.ok());
    assertThat(report.format()).isEqualTo(StreamFormat.TRANSPORT_STREAM);
    assertThat(report.contentType()).isEqualTo("video/mp2t");
    assertThat(report.programs())
        .containsExactly(
            new ProgramMap(
                1,
                0,
                PROGRAMME.videoPid(),
                List.of(new ElementaryStream(PROGRAMME.videoPid(), Codec.H264))));
    assertThat(report.bitrateBps()).isCloseTo(4_000_000L, within(200_000L));
    assertThat(report.randomAccessMillis()).isCloseTo(200L, within(2L));
    assertThat(report.firstByteMillis()).isBetween(0L, 2_000L);
    assertThat(report.receivedBytes()).isPositive();
    assertThat(report.skippedBytes()).isZero();
    assertThat(report.continuityErrors()).isZero();
    assertThat(report.scrambled()).isFalse();
  }

  /** By the stream's own clock: a source that sends a burst first is no faster for it. */
  @Test
  void shouldMeasureTheBitrateByTheStreamsClock() throws Exception {
    ProbeReport report = report(Script.ok().burstBytes(HALF_A_SECOND_BYTES));
    assertThat(report.bitrateBps()).isCloseTo(4_000_000L, within(200_000L));
  }

  @Test
  void shouldCountWhatIsNoPacket() throws Exception {
    ProbeReport report = report(Script.ok().garbageBefore(777).misaligned());
    assertThat(report.skippedBytes()).isEqualTo(777);
    assertThat(report.programs()).hasSize(1);
  }

  /** The packet before the garbage is given up with it. */
  @Test
  void shouldCountWhatIsMissing() throws Exception {
    ProbeReport report = report(Script.ok().garbageEvery(100, 50).stallAfter(HALF_A_SECOND_BYTES));
    assertThat(report.continuityErrors()).isBetween(11L, 14L);
  }

  /** Players can start there all the same; so the relay starts its clients there. */
  @Test
  void shouldFindAccessPointsThatAreNotMarked() throws Exception {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    byte[] clip = Files.readAllBytes(module.resolveSibling("samples").resolve("demo.ts"));
    for (int at = 0; at < clip.length; at += TsPacket.BYTES) {
      if (TsPacket.randomAccess(clip, at)) {
        clip[at + 5] &= ~0x40;
      }
    }
    ProbeReport report = report(Script.opaque("video/mp2t", clip));
    assertThat(report.randomAccessMillis()).isBetween(500L, 5_000L);
  }

  @Test
  void shouldSayThatAStreamIsNone() throws Exception {
    ProbeReport report = report(Script.opaque("audio/mpeg", new byte[8192]));
    assertThat(report.format()).isEqualTo(StreamFormat.OPAQUE);
    assertThat(report.contentType()).isEqualTo("audio/mpeg");
    assertThat(report.programs()).isEmpty();
    assertThat(report.randomAccessMillis()).isNull();
  }

  @Test
  void shouldReadAsMediaServersSpeak() throws Exception {
    assertThat(report(Script.icy().oddHeaders()).programs()).hasSize(1);
    assertThat(report(Script.ok().chunked()).programs()).hasSize(1);
  }

  @Test
  void shouldSayWhatAShortStreamHad() throws Exception {
    ProbeReport report = report(Script.ok().unpaced().endAfter(HALF_A_SECOND_BYTES));
    assertThat(report.receivedBytes()).isEqualTo(HALF_A_SECOND_BYTES);
    assertThat(report.programs()).hasSize(1);
  }

  @Test
  void shouldSayWhatCameBeforeAStreamWasCutOrStalled() throws Exception {
    Script burst = Script.ok().unpaced();
    for (Script script :
        List.of(
            burst.chunked().cutAfter(HALF_A_SECOND_BYTES),
            burst.contentLength(HALF_A_SECOND_BYTES * 2L).cutAfter(HALF_A_SECOND_BYTES),
            burst.stallAfter(HALF_A_SECOND_BYTES))) {
      ProbeReport report = report(script);
      assertThat(report.receivedBytes()).isEqualTo(HALF_A_SECOND_BYTES);
      assertThat(report.programs()).hasSize(1);
    }
  }

  @Test
  void shouldSayThatAStreamStalledOrWasCutBeforeItCouldBeTold() {
    assertThat(failure(Script.ok().stallAfter(300)))
        .isEqualTo(
            new Failure(Failure.Kind.STALLED, "the source sent nothing for the stall timeout"));
    assertThat(failure(Script.ok().chunked().cutAfter(300)))
        .isEqualTo(new Failure(Failure.Kind.ENDED, "the source cut the stream short"));
    assertThat(failure(Script.ok().endAfter(300)).reason()).contains("300 bytes");
    assertThat(failure(Script.ok().endAfter(0)).reason()).contains("0 bytes");
  }

  @Test
  void shouldSayWhyNothingComes() {
    assertThat(failure(Script.html()).kind()).isEqualTo(Failure.Kind.NOT_A_STREAM);
    assertThat(failure(Script.status(404)).reason()).contains("404");
    assertThat(failure(Script.status(404)).kind()).isEqualTo(Failure.Kind.DENIED);
    assertThat(failure(Script.status(503)).kind()).isEqualTo(Failure.Kind.REJECTED);
    assertThat(failure(Script.silentAccept()).kind()).isEqualTo(Failure.Kind.STALLED);
    Script json = Script.status(200, Map.of("Content-Type", "application/json"), "{\"auth\":0}");
    assertThat(failure(json).reason()).contains("application/json");
  }

  @Test
  void shouldSayThatNobodyListensWithoutTheCredentials() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "http://john:secret@127.0.0.1:" + port + "/live/john/secret/1.ts?token=secret";
    Failure failure = catchThrowableOfType(UpstreamException.class, () -> probe(url)).failure();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
    assertThat(failure.reason()).contains("127.0.0.1:" + port).doesNotContain("secret", "john");
  }

  @Test
  void shouldReportTheUrlWithoutTheCredentials() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, Script.ok())) {
      ProbeReport report = probe(upstream.uri("/live/john/secret/1.ts?token=secret").toString());
      assertThat(report.url()).doesNotContain("secret", "john");
    }
  }

  private ProbeReport report(Script script) throws UpstreamException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(PROGRAMME, script)) {
      return probe(upstream.uri().toString());
    }
  }

  private Failure failure(Script script) {
    return catchThrowableOfType(UpstreamException.class, () -> report(script)).failure();
  }

  private ProbeReport probe(String url) throws UpstreamException {
    return new Probe(client, WATCH).run(new Source(SourceUrl.parse(url), null, Map.of()));
  }
}
