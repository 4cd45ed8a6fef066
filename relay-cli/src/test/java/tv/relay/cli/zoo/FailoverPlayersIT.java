package tv.relay.cli.zoo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.relay.cli.program.Player;

/**
 * Real players while the first source is killed for good: its connection ends, and its port refuses
 * whoever comes. The second has another picture size, other PIDs and another clock. All play on;
 * what each link carried shows how long the gap was, and is given to ffmpeg. System properties:
 * {@code failover.options} of {@code relay serve}. What was seen is printed, and stays in {@code
 * target/failover}.
 */
@Timeout(240)
class FailoverPlayersIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "target", "failover").toAbsolutePath();
  private static final List<String> OPTIONS =
      Stream.of(System.getProperty("failover.options", "").split(" +"))
          .filter(word -> !word.isEmpty())
          .toList();
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final String ID = "failover";

  /** It connects, refuses three times with waits that grow, and then takes the next one. */
  private static final long LONGEST_GAP_MILLIS = 15_000;

  private static final Part FIRST =
      Part.loop(Part.picture() + Part.toneForAac() + Part.h264() + Part.sound("aac", 96));

  /** Same codecs, since no player can change these within one track; all else is another's. */
  private static final Part SECOND =
      Part.loop(
          Part.picture()
              + Part.toneForAac()
              + Part.h264()
              + Part.sound("aac", 96)
              + "-mpegts_start_pid 768 -mpegts_pmt_start_pid 3000 -mpegts_service_id 7"
              + " -output_ts_offset 5000");

  private static final int MOST_LINES = 6;
  private static final int LONGEST_LINE = 300;

  private static final String HEADER =
      """
      | player | gap ms | plays on | unannounced breaks | ffmpeg lines | it says |
      |---|---|---|---|---|---|
      """;

  private record Outcome(
      String name,
      long gapMillis,
      boolean playedOn,
      int unannounced,
      List<String> oracleLines,
      int connections,
      long misalignedAt,
      List<String> complaints,
      String summary) {
    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %s | %d | %d | %s |%n",
          name,
          gapMillis,
          playedOn ? "yes" : "NO",
          unannounced,
          oracleLines.size(),
          summary);
    }
  }

  @Test
  void shouldGoOnForAPlainClientAndFfmpeg() throws Exception {
    run(
        "plain",
        List.of((url, folder) -> PlainSpectator.watch(url), FfmpegSpectator::watch),
        Duration.ofSeconds(3),
        Duration.ofSeconds(4));
  }

  @Tag("long")
  @Test
  void shouldGoOnForRealPlayers() throws Exception {
    run(
        "players",
        List.of(
            (url, folder) -> PlainSpectator.watch(url),
            FfmpegSpectator::watch,
            MpvSpectator::watch,
            VlcSpectator::watch,
            ChromiumSpectator::watch),
        Duration.ofSeconds(15),
        Duration.ofSeconds(40));
  }

  private static void run(
      String name, List<Viewing.Watching> players, Duration before, Duration after)
      throws Exception {
    String ffmpeg = Player.FFMPEG.installed();
    Path folder = Files.createTempDirectory(Files.createDirectories(FOLDER), name + "-");
    ClipMaker maker = new ClipMaker(ffmpeg, FOLDER.resolve("clips"));
    Clip first = maker.make(FIRST);
    ClipSource source = new ClipSource(first);
    ClipSource other = new ClipSource(maker.make(SECOND));
    List<Viewing> viewings = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    try (ServedAnimal served =
        ServedAnimal.start(ID, channel(source, other), other, folder, options())) {
      try {
        for (Viewing.Watching player : players) {
          viewings.add(Viewing.start(served, 10 * first.bytesPerSecond(), player, folder));
        }
        await()
            .atMost(PATIENCE)
            .until(() -> viewings.stream().allMatch(v -> v.link().carriedBytes() > 0));
        lookOn(viewings, before);
        viewings.forEach(viewing -> viewing.link().gap().begin());
        source.close();
        await().atMost(PATIENCE).until(() -> isPlaying(served, 1));
        lookOn(viewings, after);
        Oracle oracle = new Oracle(ffmpeg, folder);
        for (Viewing viewing : viewings) {
          outcomes.add(outcome(viewing, oracle));
        }
      } finally {
        source.close();
        for (Viewing viewing : viewings) {
          viewing.close();
        }
      }
    }
    print(name, outcomes);
    assertPlayedOn(outcomes);
  }

  private static String channel(ClipSource first, ClipSource second) {
    return "{\"urls\":[\"%s\",\"%s\"]}".formatted(first.uri(), second.uri());
  }

  private static List<String> options() {
    List<String> all = new ArrayList<>(List.of("--send-buffer", "16K", "--ring-size", "4M"));
    all.addAll(OPTIONS);
    return all;
  }

  private static Outcome outcome(Viewing viewing, Oracle oracle) throws Exception {
    Spectator spectator = viewing.spectator();
    long gapMillis = viewing.link().gap().longestMillis();
    spectator.leave();
    Capture capture = Capture.of(viewing.link().carried());
    return new Outcome(
        spectator.name(),
        gapMillis,
        spectator.playedOn(),
        capture.breaks().unannouncedInAll(),
        oracle.playAll(capture, spectator.name().toLowerCase(Locale.ROOT)),
        viewing.link().connections(),
        capture.misalignedAt(),
        spectator.complaints(1, Duration.ofMillis(gapMillis)),
        spectator.summary());
  }

  private static boolean isPlaying(ServedAnimal served, int source) throws IOException {
    return served.status().path("sources").path(source).path("state").asText().equals("live");
  }

  private static void lookOn(List<Viewing> viewings, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await()
        .pollInterval(LOOK)
        .atMost(time.plusSeconds(20))
        .until(
            () -> {
              viewings.forEach(viewing -> viewing.spectator().look());
              return System.nanoTime() >= end;
            });
  }

  private static void print(String name, List<Outcome> outcomes) throws IOException {
    StringBuilder table =
        new StringBuilder("failover: ").append(name).append("\n\n").append(HEADER);
    outcomes.forEach(outcome -> table.append(outcome.row()));
    table.append('\n');
    for (Outcome outcome : outcomes) {
      note(table, outcome.name() + " as ffmpeg decodes it", outcome.oracleLines());
      note(table, outcome.name(), outcome.complaints());
    }
    System.out.println(table);
    Files.writeString(FOLDER.resolve(name + ".md"), table);
  }

  private static void note(StringBuilder table, String who, List<String> lines) {
    lines.stream()
        .limit(MOST_LINES)
        .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
        .forEach(line -> table.append(who).append(": ").append(line).append('\n'));
  }

  private static void assertPlayedOn(List<Outcome> outcomes) {
    SoftAssertions softly = new SoftAssertions();
    for (Outcome outcome : outcomes) {
      String name = outcome.name();
      softly.assertThat(outcome.playedOn()).as(name + " plays on: " + outcome).isTrue();
      softly.assertThat(outcome.connections()).as(name + " connects").isOne();
      softly.assertThat(outcome.misalignedAt()).as(name + " misaligned").isNegative();
      softly.assertThat(outcome.unannounced()).as(name + " breaks not announced").isZero();
      // That it was killed must have been seen at all.
      softly.assertThat(outcome.gapMillis()).as(name + " gap").isBetween(1L, LONGEST_GAP_MILLIS);
    }
    softly.assertAll();
  }
}
