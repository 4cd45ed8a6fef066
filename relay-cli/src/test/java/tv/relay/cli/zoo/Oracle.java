package tv.relay.cli.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tv.relay.cli.program.ChildProcess;

/** Asks ffmpeg to decode something, and counts what it says. */
final class Oracle {
  private static final String COMMAND =
      " -hide_banner -nostdin -threads 1 -v repeat+warning -nostats -i ";

  /** For four seconds of a live stream, or for much more of a file. */
  private static final long PATIENCE_SECONDS = 25;

  /** On a machine that is busy with others like it. */
  private static final long BYTES_PER_SECOND = 1_000_000;

  /** From which ffmpeg can tell what each stream is. */
  private static final int LEAST_BYTES = 64 * 1024;

  private final String ffmpeg;
  private final Path folder;

  /**
   * Asks nothing yet.
   *
   * @param folder gets what it says, a file each time
   */
  Oracle(String ffmpeg, Path folder) {
    this.ffmpeg = ffmpeg;
    this.folder = folder;
  }

  /** Plays four seconds of a live stream. */
  List<String> join(String url) throws IOException, InterruptedException {
    return lines(url + " -t 4", PATIENCE_SECONDS);
  }

  /** Plays all that was received, in as many pieces as its tables make of it. */
  List<String> playAll(Capture capture, String name) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (Capture piece : capture.byTables()) {
      if (number > 1 && piece.bytes().length < LEAST_BYTES) {
        // The tables changed right before the end: ffmpeg finds no frame of some stream.
        continue;
      }
      Path file = folder.resolve(name + "-" + number++ + ".ts");
      Files.write(file, piece.upToWholeUnits().bytes());
      long seconds = PATIENCE_SECONDS + capture.bytes().length / BYTES_PER_SECOND;
      lines.addAll(lines(file.toString(), seconds));
    }
    return lines;
  }

  private List<String> lines(String input, long patienceSeconds)
      throws IOException, InterruptedException {
    List<String> command = List.of((ffmpeg + COMMAND + input + " -f null -").split(" "));
    try (ChildProcess process = ChildProcess.start(folder, command, Map.of())) {
      boolean ended = process.ended(TimeUnit.SECONDS.toNanos(patienceSeconds));
      List<String> lines = new ArrayList<>(process.err().lines().toList());
      if (!ended) {
        lines.add("ffmpeg had not played it after " + patienceSeconds + " s");
      }
      return lines;
    }
  }
}
