package tv.relay.cli.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tv.relay.cli.program.JavaHome;

/**
 * Takes the vitals of a relay that runs with {@code -XX:NativeMemoryTracking=summary}, from
 * outside: what Linux says in {@code /proc}, and what {@code jcmd} of its JDK says once it has had
 * the garbage collected. One thread.
 */
final class VitalsReader {
  /** Of the serial collector, "… generation total 19648K, used 1234K". */
  private static final Pattern HEAP = Pattern.compile("generation +total \\d+K, used (\\d+)K");

  /** Direct buffers and nothing else to speak of. */
  private static final Pattern DIRECT =
      Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final long pid;
  private final Path jcmd;
  private final Path commands;

  /** Looks at the process with that id; keeps a file with commands in {@code folder}. */
  VitalsReader(long pid, Path folder) throws IOException {
    this.pid = pid;
    this.jcmd = JavaHome.current().folder().resolve("bin").resolve("jcmd");
    this.commands = folder.resolve("jcmd.txt");
    Files.write(commands, List.of("GC.run", "GC.heap_info", "VM.native_memory summary"));
  }

  Vitals read(long second, boolean quiet, JsonNode status) throws IOException {
    String said = jcmd("-f", commands.toString());
    Path process = Path.of("/proc", Long.toString(pid));
    int live = 0;
    long ringBytes = 0;
    for (JsonNode channel : status.path("channels")) {
      live += channel.path("ring").isObject() ? 1 : 0;
      ringBytes += channel.path("ring").path("capacityBytes").asLong();
    }
    return new Vitals(
        second,
        quiet,
        status.path("clients").asInt(),
        live,
        entries(process.resolve("task")),
        entries(process.resolve("fd")),
        ringBytes / 1024,
        sum(DIRECT, said),
        sum(HEAP, said),
        sum(RESIDENT, Files.readString(process.resolve("status"))));
  }

  /** What each thread does, for a person to look at. */
  String threads() throws IOException {
    return jcmd("Thread.print");
  }

  private String jcmd(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(jcmd.toString(), Long.toString(pid)), Stream.of(arguments))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes());
  }

  private static int entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return (int) all.count();
    }
  }

  private static long sum(Pattern pattern, String said) throws IOException {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IOException("nothing like \"" + pattern + "\" in what was said:\n" + said);
    }
    long sum = 0;
    do {
      sum += Long.parseLong(matcher.group(1));
    } while (matcher.find());
    return sum;
  }
}
