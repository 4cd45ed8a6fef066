package tv.relay.cli.zoo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.relay.cli.program.Player;

/**
 * Real players whose link is too slow, or stops for a while. They play on, and lose what the status
 * says, in whole groups of pictures; one with a good link beside them notices nothing. System
 * properties: {@code slow.seconds} with half the bandwidth, {@code slow.options} of {@code relay
 * serve}, {@code slow.animal}, one of {@link Animal} without leading pictures. What was seen is
 * printed, and stays in {@code target/slow}.
 */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class SlowPlayersIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "target", "slow").toAbsolutePath();
  private static final Duration SLOW = Duration.ofSeconds(Integer.getInteger("slow.seconds", 30));
  private static final Duration BEFORE_STALL = Duration.ofSeconds(8);
  private static final Duration STALL = Duration.ofSeconds(20);
  private static final Duration AFTER_STALL = Duration.ofSeconds(10);

  /** VLC needs as long as the stall took. */
  private static final Duration PLAYERS_AFTER_STALL = Duration.ofSeconds(45);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Animal ANIMAL =
      Animal.valueOf(System.getProperty("slow.animal", Animal.CLOSED_GOP.name()));

  /** The relay sees time in steps of what it reads at once. */
  private static final long STEP_MILLIS = 150;

  /** What a client about to be lapped is kept is within the stretch that is counted as dropped. */
  private static final long KEPT_MILLIS = 250;

  private static final List<String> OPTIONS =
      Stream.of(System.getProperty("slow.options", "").split(" +"))
          .filter(word -> !word.isEmpty())
          .toList();

  /** Players drop frames on a machine that is too busy with other players. */
  private static final String PLAYERS_LOCK = "players";

  private static final int RING_SECONDS = 60;

  private static final List<Viewing.Watching> PLAYERS =
      List.of(
          FfmpegSpectator::watch,
          MpvSpectator::watch,
          VlcSpectator::watch,
          ChromiumSpectator::watch);

  @Test
  @ResourceLock(PLAYERS_LOCK)
  void shouldPlayOnWithHalfTheBandwidth() throws Exception {
    run("half", RING_SECONDS, PLAYERS, 2, Duration.ZERO, viewings -> lookOn(viewings, SLOW));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void shouldLoseCleanlyWhenTheLinkHasStopped(Stall stall) throws Exception {
    List<Viewing.Watching> plain = List.of((url, folder) -> PlainSpectator.watch(url));
    stall(stall, "plain", plain, AFTER_STALL);
  }

  @Tag("long")
  @ResourceLock(PLAYERS_LOCK)
  @ParameterizedTest(name = "{0}")
  @EnumSource
  void shouldPlayOnWhenTheLinkHasStopped(Stall stall) throws Exception {
    stall(stall, "players", PLAYERS, PLAYERS_AFTER_STALL);
  }

  private static void stall(
      Stall stall, String name, List<Viewing.Watching> players, Duration after) throws Exception {
    run(
        stall.name().toLowerCase(Locale.ROOT) + "-" + name,
        stall.ringSeconds(),
        players,
        0,
        STALL,
        viewings -> {
          lookOn(viewings, BEFORE_STALL);
          viewings.forEach(viewing -> stall.begin(viewing.link()));
          await().until(() -> viewings.stream().allMatch(viewing -> viewing.link().isStopped()));
          lookOn(viewings, STALL);
          viewings.forEach(viewing -> viewing.link().resume());
          lookOn(viewings, after);
        });
  }

  private interface Course {
    void of(List<Viewing> viewings) throws Exception;
  }

  /** {@code slowness}: the stream's rate is so many times the links'; 0 where they are good. */
  private static void run(
      String name,
      int ringSeconds,
      List<Viewing.Watching> players,
      int slowness,
      Duration stopped,
      Course course)
      throws Exception {
    String ffmpeg = Player.FFMPEG.installed();
    Path folder = freshFolder(FOLDER.resolve(name));
    Clip clip = new ClipMaker(ffmpeg, FOLDER.resolve("clips")).make(ANIMAL);
    long rate = clip.bytesPerSecond();
    long linkRate = slowness == 0 ? 4 * rate : rate / slowness;
    List<Viewing> viewings = new ArrayList<>();
    List<Viewing.Outcome> outcomes = new ArrayList<>();
    try (ServedAnimal served = ServedAnimal.start(ANIMAL, clip, folder, ringSeconds, OPTIONS);
        FfmpegSpectator fast = FfmpegSpectator.watch(served.liveUrl(), folder)) {
      try {
        await().atMost(Duration.ofSeconds(30)).until(() -> served.clients() == 1);
        for (Viewing.Watching player : players) {
          viewings.add(Viewing.start(served, linkRate, player, folder));
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> viewings.stream().allMatch(v -> v.link().carriedBytes() > 0));
        course.of(viewings);
        Received.Source source = source(clip);
        Oracle oracle = new Oracle(ffmpeg, folder);
        for (Viewing viewing : viewings) {
          outcomes.add(viewing.end(source, oracle, rate, stopped));
        }
        fast.leave();
      } finally {
        for (Viewing viewing : viewings) {
          viewing.close();
        }
      }
      print(name, folder, outcomes);
      assertFair(outcomes, fast);
    }
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

  private static Received.Source source(Clip clip) {
    long seconds = SLOW.toSeconds() + 120;
    return new Received.Source(clip, (int) (seconds * 1_000_000_000L / clip.loopNanos()) + 1);
  }

  private static void assertFair(List<Viewing.Outcome> outcomes, FfmpegSpectator fast) {
    SoftAssertions softly = new SoftAssertions();
    for (Viewing.Outcome outcome : outcomes) {
      String name = outcome.name();
      Received received = outcome.received();
      softly.assertThat(outcome.connections()).as(name + " connects").isOne();
      softly.assertThat(outcome.capture().misalignedAt()).as(name).isNegative();
      softly.assertThat(outcome.skips()).as(name + " skips").isPositive();
      softly.assertThat(outcome.skips()).as(name + " skips").isEqualTo(received.holes());
      softly
          .assertThat(outcome.droppedChunks())
          .as(name + " dropped chunks")
          .isEqualTo(received.missingPackets());
      softly
          .assertThat(received.first())
          .as(name + " first packet")
          .isEqualTo(outcome.joinSequence());
      softly
          .assertThat(Math.abs(outcome.droppedMillis() - received.missingNanos() / 1_000_000))
          .as(name + " ms dropped: " + outcome.droppedMillis() + ", and seen by " + received)
          .isLessThanOrEqualTo((STEP_MILLIS + KEPT_MILLIS * outcome.lapped()) * outcome.skips());
      softly.assertThat(outcome.oracleLines()).as(name + "'s stream, by ffmpeg").isEmpty();
      softly
          .assertThat(outcome.capture().breaks().unannounced())
          .as(name + " breaks not announced")
          .isEmpty();
      softly.assertThat(outcome.complaints()).as(name).isEmpty();
    }
    softly.assertThat(fast.complaints(0, Duration.ZERO)).as("the fast one").isEmpty();
    softly.assertAll();
  }

  private static void print(String name, Path folder, List<Viewing.Outcome> outcomes)
      throws IOException {
    StringBuilder table = new StringBuilder(Viewing.Outcome.HEADER);
    outcomes.forEach(outcome -> table.append(outcome.row()));
    outcomes.forEach(
        outcome -> outcome.complaints().forEach(line -> table.append(line).append('\n')));
    System.out.println(name + "\n" + table);
    Files.writeString(folder.resolve("seen.md"), table);
  }

  private static Path freshFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }
}
