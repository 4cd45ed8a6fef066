package tv.relay.cli.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.memory.Demand;
import tv.relay.memory.MemoryNeeds;

/** The launcher reckons in bash what the server reckons in Java; they have to agree. */
final class LauncherMemoryTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("basedir", "."))
          .toAbsolutePath()
          .normalize()
          .resolveSibling("scripts")
          .resolve("memory.bash");

  private static final int KIB = 1024;

  @TempDir private Path folder;

  @Test
  void shouldChooseWhatTheServerReckonsWith() throws Exception {
    for (Demand demand :
        List.of(
            new Demand(1, 8 * KIB * KIB, 5_000, 0, 30_000),
            new Demand(200, 2 * KIB * KIB, 1_000, 0, 250),
            new Demand(20, 64 * KIB * KIB, 10_000, 0, 100_000))) {
      assertThat(
              flags(
                  Map.of("RELAY_MAX_CHANNELS", Integer.toString(demand.maxChannels())),
                  "serve",
                  "--live-channels",
                  Integer.toString(demand.liveChannels()),
                  "--ring-size=" + demand.ringBytes() / KIB + "k",
                  "--max-clients",
                  Integer.toString(demand.maxClients())))
          .isEqualTo(flagsOf(demand));
    }
  }

  @Test
  void shouldLetADirectLimitWin() throws Exception {
    assertThat(flags(Map.of("RELAY_DIRECT_MEMORY", "3g"), "demo"))
        .endsWith("-XX:MaxDirectMemorySize=3g");
  }

  @Test
  void shouldFitAsManyLiveChannelsAsTheGroupHasRoomFor() throws Exception {
    write("proc/meminfo", "MemAvailable: 8388608 kB\n");
    write("proc/self/cgroup", "0::/a\n");
    write("sys/fs/cgroup/memory.max", "max\n");
    write("sys/fs/cgroup/a/memory.max", 1_600L * KIB * KIB + "\n");
    write("sys/fs/cgroup/a/memory.current", 200L * KIB * KIB + "\n");
    write("sys/fs/cgroup/a/memory.stat", "inactive_file " + 200L * KIB * KIB + "\nactive_file 0\n");

    assertThat(bash(Map.of(), "memory_available_kib \"$0\"", folder.toString()))
        .isEqualTo(Integer.toString(1_600 * KIB));
  }

  @Test
  void shouldNotStumbleOverWhatTheProgramWillRefuse() throws Exception {
    assertThat(flags(Map.of("RELAY_RING_SIZE", "much"), "serve", "--max-clients", "-3"))
        .startsWith("-Xmx");
  }

  private static String flagsOf(Demand demand) {
    MemoryNeeds needs = MemoryNeeds.of(demand);
    return "-Xmx"
        + mebibytes(needs.heap())
        + "m -XX:MaxDirectMemorySize="
        + mebibytes(needs.direct())
        + "m";
  }

  private static long mebibytes(long bytes) {
    return (bytes + KIB * KIB - 1) / (KIB * KIB);
  }

  private String flags(Map<String, String> variables, String... arguments) throws Exception {
    return bash(variables, "memory_flags \"$0\" \"$@\"; echo -n \"${memory[*]}\"", arguments);
  }

  private String bash(Map<String, String> variables, String commands, String... arguments)
      throws Exception {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("bash", "-c", "set -euo pipefail; . " + SCRIPT + "; " + commands));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("RELAY_"));
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
