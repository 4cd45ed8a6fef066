package tv.relay.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineMemoryTest {
  private static final long MIB = 1024 * 1024;

  @TempDir private Path root;

  @BeforeEach
  void aMachineOfFourGigabytes() throws IOException {
    file("proc/meminfo", "MemTotal:  4194304 kB\nMemFree:  100 kB\nMemAvailable: 3145728 kB\n");
    file("proc/self/status", "Name:\tjava\nRssAnon:\t  51200 kB\n");
    file("proc/self/cgroup", "0::/\n");
  }

  @Test
  void shouldCountWhatTheProcessHasAlready() {
    assertThat(read()).isEqualTo(new MachineMemory(3122 * MIB, 4096 * MIB, "the machine"));
  }

  @Test
  void shouldFindTheTightestGroupOnTheWayUp() throws IOException {
    file("proc/self/cgroup", "0::/system.slice/relay.service\n");
    file("sys/fs/cgroup/system.slice/memory.max", 1024 * MIB + "\n");
    file("sys/fs/cgroup/system.slice/memory.current", 700 * MIB + "\n");
    file(
        "sys/fs/cgroup/system.slice/memory.stat",
        "anon 1\ninactive_file " + 80 * MIB + "\nactive_file " + 20 * MIB + "\n");
    file("sys/fs/cgroup/system.slice/relay.service/memory.max", "max\n");

    assertThat(read())
        .isEqualTo(new MachineMemory(474 * MIB, 1024 * MIB, "the group /system.slice"));
  }

  @Test
  void shouldReadTheOlderKindOfGroups() throws IOException {
    file("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/a/b\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    file("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", 512 * MIB + "\n");
    file("sys/fs/cgroup/memory/a/b/memory.usage_in_bytes", 112 * MIB + "\n");

    assertThat(read()).isEqualTo(new MachineMemory(450 * MIB, 512 * MIB, "the group /a/b"));
  }

  @Test
  void shouldFindTheGroupOfAContainerAtTheRoot() throws IOException {
    file("proc/self/cgroup", "0::/docker/1234/../../..\n");
    file("sys/fs/cgroup/memory.max", 256 * MIB + "\n");
    file("sys/fs/cgroup/memory.current", 56 * MIB + "\n");

    assertThat(read()).isEqualTo(new MachineMemory(250 * MIB, 256 * MIB, "the container"));
  }

  @Test
  void shouldSayNothingWhereTheSystemDoesNot() throws IOException {
    Files.delete(root.resolve("proc/meminfo"));

    assertThat(MachineMemory.read(root.resolve("proc"), root.resolve("sys/fs/cgroup"))).isEmpty();
  }

  private MachineMemory read() {
    return MachineMemory.read(root.resolve("proc"), root.resolve("sys/fs/cgroup")).orElseThrow();
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
