package tv.relay.cli.zoo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.relay.cli.program.Player;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * A provider that cuts again and again, and two viewers; beside them ffmpeg watches live. System
 * properties: {@code cutter.seconds}, {@code cutter.every}, {@code cutter.away} and {@code
 * cutter.repeated} in seconds, and {@code cutter.reserve}. What was seen is printed, and stays in
 * {@code target/cutter}.
 */
@Execution(ExecutionMode.CONCURRENT)
class CutterIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "target", "cutter").toAbsolutePath();
  private static final Duration SECONDS = seconds("cutter.seconds", 40);

  /** Over 10 s: a source that lasts for less has not proved itself, and is asked less and less. */
  private static final Duration EVERY = seconds("cutter.every", 11);

  private static final Duration AWAY = seconds("cutter.away", 2);
  private static final Duration REPEATED = seconds("cutter.repeated", 3);
  private static final int RESERVE_SECONDS = Integer.getInteger("cutter.reserve", 5);

  /** Of a reserve nobody sees anything; a busy machine has its own pauses. */
  private static final long NO_PAUSE_MILLIS = 1_000;

  private static Duration seconds(String property, int usual) {
    return Duration.ofSeconds(Integer.getInteger(property, usual));
  }

  /** What is done about the cuts. */
  enum Case {
    /** What the provider repeats is left out; viewers wait while it is away. */
    REPEATED,
    /** The provider goes on at the live edge. */
    GAP,
    /** Viewers are kept behind the source. */
    RESERVE
  }

  /** What one viewer saw. */
  private record Seen(
      Capture capture, Received received, List<String> lines, long waited, long pause) {}

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void shouldShowNoSeam(Case how) throws Exception {
    String ffmpeg = Player.FFMPEG.installed();
    Path folder = FOLDER.resolve(how.name().toLowerCase(Locale.ROOT));
    Files.createDirectories(folder);
    Clip clip = new ClipMaker(ffmpeg, FOLDER.resolve("clips")).make(Animal.CLOSED_GOP);
    int loops = (int) (SECONDS.plusSeconds(60).toNanos() / clip.loopNanos()) + 2;
    CuttingSource.Manner manner =
        new CuttingSource.Manner(EVERY, AWAY, how == Case.GAP ? null : REPEATED);
    CuttingSource source = new CuttingSource(clip, loops, manner);
    String reserve = how == Case.RESERVE ? ", \"reserveSeconds\": " + RESERVE_SECONDS : "";
    String channel = "{\"urls\": [\"" + source.uri() + "\"]" + reserve + "}";
    Oracle oracle = new Oracle(ffmpeg, folder);
    try (ServedAnimal served = ServedAnimal.start("cut", channel, source, folder, List.of());
        FfmpegSpectator live = FfmpegSpectator.watch(served.liveUrl(), folder);
        Recorder first = Recorder.watch(served.liveUrl());
        Recorder second = Recorder.watch(served.liveUrl())) {
      List<Recorder> viewers = List.of(first, second);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> viewers.stream().allMatch(Recorder::hasBegun));
      long end = System.nanoTime() + SECONDS.toNanos();
      await()
          .pollInterval(Duration.ofMillis(500))
          .atMost(SECONDS.plusSeconds(20))
          .until(
              () -> {
                live.look();
                return System.nanoTime() >= end;
              });
      JsonNode status = served.status();
      live.leave();
      SoftAssertions softly = new SoftAssertions();
      Received.Source original = new Received.Source(clip, loops);
      List<Seen> seen = new ArrayList<>();
      for (Recorder viewer : viewers) {
        softly.assertThat(viewer.hasEnded()).as("ended early").isFalse();
        Capture capture = viewer.leave();
        seen.add(
            new Seen(
                capture,
                original.find(capture.bytes()),
                oracle.playAll(capture, "viewer-" + seen.size()),
                viewer.waitedMillis(),
                viewer.longestPauseMillis()));
      }
      print(how, folder, clip, source, loops, seen, live, status);
      check(softly, how, clip, loops, source, seen);
      softly.assertThat(live.complaints(0, Duration.ZERO)).as("ffmpeg, live").isEmpty();
      softly.assertAll();
    }
  }

  private static void check(
      SoftAssertions softly,
      Case how,
      Clip clip,
      int loops,
      CuttingSource source,
      List<Seen> seen) {
    softly.assertThat(source.cuts()).as("cuts").isGreaterThan(1);
    for (Seen viewer : seen) {
      Received received = viewer.received();
      softly.assertThat(viewer.lines()).as("ffmpeg").isEmpty();
      softly.assertThat(viewer.capture().misalignedAt()).isNegative();
      softly.assertThat(timesBackward(viewer.capture().bytes())).as("times backward").isZero();
      softly.assertThat(viewer.capture().breaks().unannounced()).isEmpty();
      softly
          .assertThat(frames(viewer.capture().bytes()))
          .as("pictures")
          .isEqualTo(expected(clip, loops, received) - missing(how, received));
      if (how == Case.GAP) {
        softly.assertThat(received.holes()).as("holes").isBetween(1, source.cuts());
      } else {
        softly.assertThat(received.missingPackets()).as("missing packets").isZero();
      }
      if (how == Case.RESERVE) {
        softly.assertThat(viewer.pause()).as("pause").isLessThan(NO_PAUSE_MILLIS);
      }
    }
  }

  /** In whole pictures, of 40 ms. */
  private static int missing(Case how, Received received) {
    return how == Case.GAP ? (int) Math.round(received.missingNanos() / 40e6) : 0;
  }

  private static int expected(Clip clip, int loops, Received received) {
    byte[] sent = clip.looped(loops);
    int from = (int) received.first() * TsPacket.BYTES;
    int to = (int) (received.last() + 1) * TsPacket.BYTES;
    return frames(java.util.Arrays.copyOfRange(sent, from, to));
  }

  private static int frames(byte[] packets) {
    Set<Long> times = new HashSet<>();
    for (int at = 0; at < packets.length; at += TsPacket.BYTES) {
      if (TsPacket.pid(packets, at) == 0x100 && TsPacket.payloadUnitStart(packets, at)) {
        times.add(Timestamps.pts(packets, at));
      }
    }
    return times.size();
  }

  /** How often a PID's decoding time is earlier than the one before. */
  private static int timesBackward(byte[] packets) {
    Map<Integer, Long> last = new HashMap<>();
    int backward = 0;
    for (int at = 0; at < packets.length; at += TsPacket.BYTES) {
      long dts = Timestamps.dts(packets, at);
      long time = dts == TsPacket.ABSENT ? Timestamps.pts(packets, at) : dts;
      if (time != TsPacket.ABSENT) {
        Long before = last.put(TsPacket.pid(packets, at), time);
        backward += before != null && Timestamps.difference(before, time) < 0 ? 1 : 0;
      }
    }
    return backward;
  }

  private static void print(
      Case how,
      Path folder,
      Clip clip,
      CuttingSource source,
      int loops,
      List<Seen> seen,
      FfmpegSpectator live,
      JsonNode status)
      throws IOException {
    StringBuilder text = new StringBuilder();
    JsonNode seams = status.path("upstream").path("seams");
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d cuts in %d s, %d s away each; %s trimmed, %d gaps; ffmpeg live: %s%n",
            how.name().toLowerCase(Locale.ROOT),
            source.cuts(),
            SECONDS.toSeconds(),
            AWAY.toSeconds(),
            seams.path("trimmedMillis").asLong() + " ms",
            seams.path("gaps").asInt(),
            live.summary()));
    text.append("| viewer | first byte ms | longest pause ms | pictures | of the original |");
    text.append(" missing packets | backward times | ffmpeg lines |\n");
    for (Seen viewer : seen) {
      byte[] bytes = viewer.capture().bytes();
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %d | %d | %d | %d | %d in %d | %d | %d |%n",
              seen.indexOf(viewer) + 1,
              viewer.waited(),
              viewer.pause(),
              frames(bytes),
              expected(clip, loops, viewer.received()),
              viewer.received().missingPackets(),
              viewer.received().holes(),
              timesBackward(bytes),
              viewer.lines().size()));
    }
    System.out.println(text);
    Files.writeString(folder.resolve("seen.md"), text);
  }
}
