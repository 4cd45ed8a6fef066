package tv.relay.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.relay.testing.Fault;

/**
 * The built relay between sources that fail all the time and clients that come and go: every client
 * gets whole packets only, and the process holds no more in the end than in the beginning. Prints a
 * table while it runs. System properties: {@code soak.seconds}, {@code soak.seed}, {@code
 * soak.clients} at the same time at most, {@code soak.sample} seconds from one sample to the next,
 * {@code soak.distance} mean seconds from one fault of a connection to the next.
 */
@Timeout(value = 5, unit = TimeUnit.HOURS)
class SoakIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", "."), "target", "soak").toAbsolutePath();
  private static final long SECONDS = Long.getLong("soak.seconds", 20);
  private static final long SEED = Long.getLong("soak.seed", 1);
  private static final int CLIENTS = Integer.getInteger("soak.clients", 20);
  private static final long SAMPLE_SECONDS = Long.getLong("soak.sample", 5);
  private static final double FAULT_SECONDS =
      Double.parseDouble(System.getProperty("soak.distance", "1.5"));

  private static final int CHANNELS = 4;

  /** What is made once and kept is there after it: pools, threads, what a class needs. */
  private static final long WARM_UP_SECONDS = Math.max(6, Math.min(120, SECONDS / 10));

  /**
   * In its first minute a process still loads classes, and fills what it keeps a bounded lot of.
   */
  private static final long HEAP_MARGIN_KIB = SECONDS < 300 ? 4_096 : 2_048;

  /** So much in between, when long: whether something grows is seen before the end, too. */
  private static final long QUIET_EVERY_SECONDS = 300;

  private static final Duration TURN = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Vitals> samples = new ArrayList<>();
  private long startNanos;

  @Test
  void shouldGiveWholePacketsOnlyAndHoldNoMoreThanAtFirst() throws Exception {
    Files.createDirectories(FOLDER);
    System.out.printf(
        "soak: seed %d, %d s, %d clients at most%n%s%n", SEED, SECONDS, CLIENTS, Vitals.HEADER);
    try (SoakRig rig = SoakRig.start(FOLDER, CHANNELS, FAULT_SECONDS, SEED);
        Crowd crowd = new Crowd(rig.programmes(), CLIENTS, SECONDS / 3, SEED)) {
      VitalsReader reader = new VitalsReader(rig.pid(), FOLDER);
      startNanos = System.nanoTime();
      mill(rig, crowd, reader, WARM_UP_SECONDS, Long.MAX_VALUE);
      rest(rig, crowd, reader);
      // In a short one those who check may all be elsewhere whenever something is corrupted.
      while (second() < SECONDS || (crowd.harmedPackets() == 0 && second() < 3 * SECONDS)) {
        long end = Math.max(SECONDS, second() + SAMPLE_SECONDS);
        long until = Math.min(end, second() + QUIET_EVERY_SECONDS);
        mill(rig, crowd, reader, until, SAMPLE_SECONDS);
        rest(rig, crowd, reader);
      }
      judge(rig, crowd, reader);
    }
  }

  private void judge(SoakRig rig, Crowd crowd, VitalsReader reader) throws IOException {
    Map<Fault, Integer> faults = rig.faults();
    List<String> growth = Growth.found(samples, HEAP_MARGIN_KIB, CLIENTS);
    System.out.printf(
        "soak: seed %d, %d s, %d connections to sources, faults %s%nsoak: %s%n",
        SEED, second(), rig.connections(), faults, crowd);
    crowd.violations().forEach(line -> System.out.println("VIOLATION: " + line));
    growth.forEach(line -> System.out.println("GROWTH: " + line));
    System.out.println(
        growth.isEmpty() && crowd.violations().isEmpty()
            ? "soak: good: no growth, and whole packets only"
            : "soak: FAILED");
    Files.writeString(FOLDER.resolve("threads.txt"), reader.threads());
    Files.writeString(FOLDER.resolve("relay.txt"), rig.said());
    assertThat(crowd.violations()).as("seed %d: what clients got", SEED).isEmpty();
    assertThat(growth).as("seed %d: growth", SEED).isEmpty();
    // Or it would have shown nothing.
    assertThat(crowd.packets()).isGreaterThan(SECONDS * 100);
    assertThat(crowd.harmedPackets()).isPositive();
    assertThat(faults.keySet()).contains(Fault.CORRUPT, Fault.DELAY);
    assertThat(faults.keySet()).anyMatch(Fault::isFatal);
  }

  private void mill(SoakRig rig, Crowd crowd, VitalsReader reader, long untilSecond, long every)
      throws Exception {
    long[] nextSample = {every == Long.MAX_VALUE ? every : second() + every};
    await()
        .pollDelay(TURN)
        .pollInterval(TURN)
        .pollInSameThread()
        .atMost(Duration.ofSeconds(untilSecond - second()).plus(PATIENCE))
        .until(
            () -> {
              crowd.mill();
              if (second() >= nextSample[0]) {
                nextSample[0] += every;
                sample(reader.read(second(), false, rig.status()));
              }
              return second() >= untilSecond;
            });
  }

  /** Until nobody is there and nothing is held. */
  private void rest(SoakRig rig, Crowd crowd, VitalsReader reader) throws IOException {
    crowd.disperse();
    await().pollInSameThread().atMost(PATIENCE).until(rig::isIdle);
    sample(reader.read(second(), true, rig.status()));
  }

  private void sample(Vitals vitals) {
    samples.add(vitals);
    System.out.println(vitals.row());
  }

  private long second() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
  }
}
