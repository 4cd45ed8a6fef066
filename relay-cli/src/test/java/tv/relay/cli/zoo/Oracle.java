package tv.relay.cli.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tv.relay.cli.program.ChildProcess;

/** Asks ffmpeg to decode something, and counts what it says. */
final class Oracle {
  private static final String COMMAND =
      " -hide_banner -nostdin -threads 1 -v repeat+warning -nostats -i ";

  /** In a stream that changes for good ffmpeg waits for what it knows, and never ends. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(25);

  private final String ffmpeg;
  private final Path folder;
  private final Pattern own;

  /**
   * Asks nothing yet.
   *
   * @param folder gets what it says, a file each time
   * @param own lines that the stream itself gives reason for
   */
  Oracle(String ffmpeg, Path folder, Pattern own) {
    this.ffmpeg = ffmpeg;
    this.folder = folder;
    this.own = own;
  }

  /** Plays four seconds of a live stream. */
  List<String> join(String url) throws IOException, InterruptedException {
    return lines(url + " -t 4");
  }

  /** Plays all of it. */
  List<String> playAll(byte[] packets, String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name + ".ts");
    Files.write(file, packets);
    return lines(file.toString());
  }

  private List<String> lines(String input) throws IOException, InterruptedException {
    List<String> command = List.of((ffmpeg + COMMAND + input + " -f null -").split(" "));
    List<String> lines = new ArrayList<>();
    try (ChildProcess process = ChildProcess.start(folder, command, Map.of())) {
      boolean ended = process.ended(PATIENCE_NANOS);
      process.err().lines().filter(line -> !own.matcher(line).find()).forEach(lines::add);
      if (!ended && own.pattern().equals("(?!)")) {
        lines.add("ffmpeg had not played it after 25 s");
      }
    }
    return lines;
  }
}
