package tv.relay.cli.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.relay.cli.program.Player;

/**
 * Joins and skips in every kind of stream. A client with half the bandwidth watches each of them
 * for a while; meanwhile ffmpeg joins again and again. System properties: {@code zoo.only} (ids
 * with commas), {@code zoo.joins}, {@code zoo.seconds} of the slow client, {@code zoo.options}
 * (more options of {@code relay serve}). What was seen is printed, and stays with all that ffmpeg
 * said in {@code target/zoo}.
 */
@Tag("zoo")
class ZooIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "target", "zoo").toAbsolutePath();
  private static final int JOINS = Integer.getInteger("zoo.joins", 6);
  private static final Duration SLOW = Duration.ofSeconds(Integer.getInteger("zoo.seconds", 40));
  private static final Duration JOIN = Duration.ofSeconds(4);
  private static final Duration TURN = Duration.ofMillis(500);
  private static final int MOST_TURNS = 30;
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final Map<Animal, Sighting> SEEN = new ConcurrentSkipListMap<>();

  static Stream<Animal> animals() {
    List<String> only = words("zoo.only", ",");
    return Arrays.stream(Animal.values()).filter(a -> only.isEmpty() || only.contains(a.id()));
  }

  private static List<String> words(String property, String separator) {
    String value = System.getProperty(property, "").strip();
    return value.isEmpty() ? List.of() : List.of(value.split(separator));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("animals")
  @Execution(ExecutionMode.CONCURRENT)
  void shouldJoinAndSkipWithoutHarm(Animal animal) throws Exception {
    String ffmpeg = Player.FFMPEG.installed();
    Clip clip = new ClipMaker(ffmpeg, FOLDER.resolve("clips")).make(animal);
    Path folder = freshFolder(FOLDER.resolve(animal.id()));
    Oracle oracle = new Oracle(ffmpeg, folder);
    List<String> ofSource = oracle.playAll(new Capture(clip.looped(2)), "source");
    Sighting seen;
    try (ServedAnimal served =
        ServedAnimal.start(animal, clip, folder, words("zoo.options", " +"))) {
      seen = watch(animal, clip, served, oracle, ofSource.size());
    }
    SEEN.put(animal, seen);

    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(ofSource).as("what ffmpeg says of the source").isEmpty();
    softly.assertThat(seen.joinLines()).as("lines at each join").containsOnly(0);
    softly.assertThat(seen.beginnings()).containsOnly(Beginning.DECODABLE);
    softly.assertThat(seen.skips()).as("skips").isPositive();
    softly
        .assertThat((long) seen.skipLines())
        .as("lines of what the slow client got")
        .isLessThanOrEqualTo(seen.fairSkipLines());
    softly
        .assertThat((long) seen.breaks().unannouncedInAll())
        .as("breaks that were not announced: %s", seen.breaks())
        .isLessThanOrEqualTo(seen.fairBreaks());
    softly.assertAll();
  }

  private static Sighting watch(
      Animal animal, Clip clip, ServedAnimal served, Oracle oracle, int sourceLines)
      throws Exception {
    List<Integer> joinLines = new ArrayList<>();
    List<List<String>> beginnings = new ArrayList<>();
    List<Double> accessMillis = new ArrayList<>();
    try (SlowClient slow = SlowClient.connect(served.liveUrl())) {
      CompletableFuture<Void> reading =
          inBackground(() -> slow.read(clip.bytesPerSecond() / 2, SLOW));
      LockSupport.parkNanos(SETTLE_NANOS);
      for (int i = 0; i < JOINS; i++) {
        // At any moment of a group: that is the point, no wait for something to happen.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000_000L));
        begin(clip, served, beginnings, accessMillis);
        joinLines.add(join(animal, served, oracle).size());
      }
      reading.join();
      JsonNode status = caughtUp(slow, served);
      Capture capture = slow.capture();
      assertThat(capture.misalignedAt()).isNegative();
      return new Sighting(
          animal,
          sourceLines,
          joinLines,
          beginnings,
          accessMillis,
          status.path("skips").asLong(),
          status.path("droppedMillis").asLong(),
          oracle.playAll(capture, "slow").size(),
          capture.breaks());
    }
  }

  /** Reads what lags behind and what waits in the kernel, so that every skip is seen. */
  private static JsonNode caughtUp(SlowClient slow, ServedAnimal served) throws IOException {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      slow.readFast(TURN);
      JsonNode status = served.slowClient();
      if (status.path("lagMillis").asLong() < TURN.toMillis()) {
        slow.readFast(TURN);
        return status;
      }
    }
    throw new AssertionError("it has not caught up: " + served.slowClient());
  }

  private static List<String> join(Animal animal, ServedAnimal served, Oracle oracle)
      throws Exception {
    if (animal != Animal.PMT_CHANGE) {
      return oracle.join(served.liveUrl().toString());
    }
    try (SlowClient client = SlowClient.connect(served.liveUrl())) {
      client.readFast(JOIN);
      return oracle.playAll(client.capture(), "join");
    }
  }

  private static void begin(
      Clip clip, ServedAnimal served, List<List<String>> beginnings, List<Double> millis)
      throws IOException {
    Beginning beginning = new Beginning(clip);
    long asked = System.nanoTime();
    try (SlowClient client = SlowClient.connect(served.liveUrl())) {
      boolean more = true;
      while (more) {
        byte[] packet = client.packet();
        more = packet != null && beginning.accept(packet, 0);
      }
    }
    millis.add((System.nanoTime() - asked) / 1e6);
    beginnings.add(beginning.kinds());
  }

  private interface Reading {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> inBackground(Reading reading) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            reading.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> new Thread(task, "slow-client").start());
  }

  private static Path freshFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  @AfterAll
  static void printWhatWasSeen() throws IOException {
    StringBuilder table = new StringBuilder(Sighting.HEADER);
    new TreeMap<>(SEEN).values().forEach(seen -> table.append(seen.row()));
    System.out.println(table);
    Files.createDirectories(FOLDER);
    Files.writeString(
        FOLDER.resolve("seen.md"),
        table,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }
}
