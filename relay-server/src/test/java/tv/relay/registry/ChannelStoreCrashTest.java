package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that changes the registry is killed, SIGKILL, again and again. What it had answered
 * must be there, and of what it was doing either all or nothing.
 */
class ChannelStoreCrashTest {
  private static final int ROUNDS = Integer.getInteger("relay.crash.rounds", 15);
  private static final int MAX_LINES = 60;
  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  @TempDir Path temp;

  /** What the processes so far have answered, and what it would be with the change under way. */
  private Map<String, String> before = new HashMap<>();

  private Map<String, String> after = before;
  private int cutShort;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldFindTheOldOrTheNewRegistryWholeAfterEachKill() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      killInTheMiddle(round, random);
      if (before != after) {
        cutShort++;
      }
      Map<String, String> loaded = loaded();
      assertThat(loaded)
          .as("seed %d, round %d: old or new", seed, round)
          .satisfiesAnyOf(
              found -> assertThat(found).isEqualTo(before),
              found -> assertThat(found).isEqualTo(after));
      before = loaded;
      after = before;
    }
    // Otherwise all kills fell between two changes, and nothing was tried.
    assertThat(cutShort).as("seed %d: kills during a change", seed).isPositive();
  }

  private void killInTheMiddle(int round, Random random) throws Exception {
    try (ChildJvm child =
        ChildJvm.start(
            CrashingWriterMain.class,
            temp.toString(),
            Integer.toString(round),
            Long.toString(random.nextLong()))) {
      int lines = 1 + random.nextInt(MAX_LINES);
      for (int i = 0; i < lines; i++) {
        String line = child.line();
        assertThat(line).as("the child ended by itself").isNotNull();
        follow(line);
      }
      LockSupport.parkNanos(random.nextLong(MAX_PAUSE_NANOS));
      child.kill();
      for (String line = child.line(); line != null; line = child.line()) {
        follow(line);
      }
    }
  }

  private void follow(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "put" -> {
        after = new HashMap<>(before);
        after.put(words[1], words[2]);
      }
      case "remove" -> {
        after = new HashMap<>(before);
        after.remove(words[1]);
      }
      case "done" -> before = after;
      default -> fail("the child said: " + line);
    }
  }

  private Map<String, String> loaded() throws Exception {
    Map<String, String> titles = new HashMap<>();
    try (DataFolder folder = DataFolder.open(temp)) {
      for (ChannelDefinition definition : new FileChannelStore(folder).load().channels()) {
        titles.put(definition.id(), definition.title());
        assertThat(definition)
            .isEqualTo(CrashingWriterMain.definition(definition.id(), definition.title()));
      }
    }
    return titles;
  }
}
