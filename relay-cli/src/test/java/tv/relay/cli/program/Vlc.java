package tv.relay.cli.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tv.relay.cli.testing.Run;

/**
 * VLC without a window, asked for its statistics by its command line. It refuses to run as root;
 * then it runs as the user nobody, in a home of its own.
 */
public final class Vlc implements AutoCloseable {
  private static final String ORDINARY_USER = "nobody";
  private static final String END_OF_STATISTICS = "end of statistical info";

  private final ChildProcess process;
  private final Path home;

  /** What VLC counts; all of it 0 before it has said anything. */
  public record Statistics(
      int displayed,
      int framesLost,
      int soundPlayed,
      int soundLost,
      int discontinuities,
      int corrupted) {}

  private Vlc(ChildProcess process, Path home) {
    this.process = process;
    this.home = home;
  }

  public static Vlc play(String cvlc, URI url, Path folder) throws IOException {
    // Not within the test's folder, which nobody else may enter.
    Path home = Files.createTempDirectory("relay-vlc-");
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      Files.setOwner(
          home,
          FileSystems.getDefault()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(ORDINARY_USER));
      // It leaves out pictures that it was too late to decode itself; other tests run beside it.
      command.addAll(List.of("nice", "-n", "-15"));
      command.addAll(List.of("runuser", "-u", ORDINARY_USER, "--", "env", "HOME=" + home));
    }
    command.add(cvlc);
    command.addAll(List.of("-I", "rc", "--rc-fake-tty", "--no-dbus"));
    command.addAll(List.of("--vout", "vdummy", "--aout", "adummy"));
    command.addAll(List.of("--avcodec-hw=none", "--avcodec-threads=1"));
    command.addAll(List.of("--network-caching=1000", url.toString()));
    return new Vlc(ChildProcess.start(folder, command, Map.of("HOME", home.toString())), home);
  }

  public boolean running() {
    return process.running();
  }

  /** The newest statistics that are complete; asks for newer ones too. */
  public Statistics latest() {
    process.tell("stats");
    String out = process.out();
    int end = out.lastIndexOf(END_OF_STATISTICS);
    if (end < 0) {
      return new Statistics(0, 0, 0, 0, 0, 0);
    }
    String block = out.substring(out.lastIndexOf("begin of statistical info", end), end);
    return new Statistics(
        count(block, "frames displayed"),
        count(block, "frames lost"),
        count(block, "buffers played"),
        count(block, "buffers lost"),
        count(block, "discontinuities"),
        count(block, "demux corrupted"));
  }

  /** Ends it in order. */
  public Run shutdown() throws InterruptedException {
    process.tell("shutdown");
    return process.awaitEnd(Duration.ofSeconds(30));
  }

  @Override
  public void close() throws IOException {
    process.close();
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(Vlc::delete);
    }
  }

  @Override
  public String toString() {
    return process.toString();
  }

  private static int count(String block, String label) {
    Matcher matcher = Pattern.compile(label + " *: *(\\d+)").matcher(block);
    if (!matcher.find()) {
      throw new AssertionError("VLC's statistics have no '" + label + "':\n" + block);
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
