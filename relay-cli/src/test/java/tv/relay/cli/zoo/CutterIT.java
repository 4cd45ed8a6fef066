package tv.relay.cli.zoo;

import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.relay.cli.program.Player;

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

  /**
   * A picture and a unit of sound that the provider has cut in two, and never sends the rest of.
   */
  private static final int LINES_OF_CUT_UNITS = 20;

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

  /**
   * What one viewer saw.
   *
   * @param missingPackets of the original; not to be told where counters are other than its
   */
  private record Seen(
      Capture capture,
      Pictures pictures,
      long missingPackets,
      List<String> lines,
      long waitedMillis,
      long pauseMillis) {}

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
          .atMost(SECONDS.plusSeconds(40))
          .until(
              () -> {
                live.look();
                return System.nanoTime() >= end && source.isSteady();
              });
      live.leave();
      List<Capture> captures = List.of(first.leave(), second.leave());
      JsonNode status = served.status();
      SoftAssertions softly = new SoftAssertions();
      Received.Source original = new Received.Source(clip, loops);
      List<Seen> seen = new ArrayList<>();
      for (Recorder viewer : viewers) {
        softly.assertThat(viewer.hasEnded()).as("ended early").isFalse();
        Capture capture = captures.get(seen.size());
        seen.add(
            new Seen(
                capture,
                Pictures.of(capture.bytes()),
                how == Case.GAP ? 0 : original.find(capture.bytes()).missingPackets(),
                oracle.playAll(capture.withoutUnitsAtBreaks(), "viewer-" + seen.size()),
                viewer.waitedMillis(),
                viewer.longestPauseMillis()));
      }
      JsonNode seams = status.path("upstream").path("seams");
      print(how, folder, source, seen, live, seams);
      seen.forEach(viewer -> check(softly, how, viewer, seams));
      softly.assertThat(source.cuts()).as("cuts").isGreaterThan(1);
      softly
          .assertThat(live.complaints(0, Duration.ZERO).size())
          .as("lines of ffmpeg, live")
          .isLessThanOrEqualTo(how == Case.GAP ? LINES_OF_CUT_UNITS * source.cuts() : 0);
      softly.assertAll();
    }
  }

  private static void check(SoftAssertions softly, Case how, Seen viewer, JsonNode seams) {
    int gaps = seams.path("gaps").asInt();
    Pictures pictures = viewer.pictures();
    softly.assertThat(viewer.capture().misalignedAt()).isNegative();
    softly.assertThat(viewer.capture().breaks().unannounced()).isEmpty();
    softly.assertThat(pictures.timesBackward()).as("times backward").isZero();
    softly.assertThat(viewer.missingPackets()).as("missing packets").isZero();
    softly.assertThat(pictures.holes()).as("holes").isEqualTo(gaps);
    softly
        .assertThat(pictures.missing() * 40L)
        .as("milliseconds without pictures")
        .isCloseTo(seams.path("gapMillis").asLong(), within(120L * gaps));
    softly.assertThat(viewer.lines()).as("lines of ffmpeg").isEmpty();
    if (how == Case.GAP) {
      softly.assertThat(gaps).as("gaps").isPositive();
    } else {
      softly.assertThat(gaps).as("gaps").isZero();
    }
    if (how == Case.RESERVE) {
      softly.assertThat(viewer.pauseMillis()).as("pause").isLessThan(NO_PAUSE_MILLIS);
    }
  }

  private static void print(
      Case how,
      Path folder,
      CuttingSource source,
      List<Seen> seen,
      FfmpegSpectator live,
      JsonNode seams)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d cuts in %d s, %d s away each; %d ms trimmed, %d gaps of %d ms; ffmpeg live: %s%n",
            how.name().toLowerCase(Locale.ROOT),
            source.cuts(),
            SECONDS.toSeconds(),
            AWAY.toSeconds(),
            seams.path("trimmedMillis").asLong(),
            seams.path("gaps").asInt(),
            seams.path("gapMillis").asLong(),
            live.summary()));
    text.append("| viewer | first byte ms | longest pause ms | pictures | of the original |");
    text.append(" missing packets | times backward | ffmpeg lines |\n");
    for (Seen viewer : seen) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %d | %d | %d | %d | %d | %d | %d |%n",
              seen.indexOf(viewer) + 1,
              viewer.waitedMillis(),
              viewer.pauseMillis(),
              viewer.pictures().count(),
              viewer.pictures().span(),
              viewer.missingPackets(),
              viewer.pictures().timesBackward(),
              viewer.lines().size()));
    }
    System.out.println(text);
    Files.writeString(folder.resolve("seen.md"), text);
  }
}
