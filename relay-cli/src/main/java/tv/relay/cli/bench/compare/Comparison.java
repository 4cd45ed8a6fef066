package tv.relay.cli.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/**
 * Writes {@code bench.md} and {@code bench.svg}. A program of its own, run by {@code
 * scripts/bench}: its arguments are the folder of results and the one to write to.
 */
public final class Comparison {
  private Comparison() {}

  /** Writes both, and says where they are. */
  public static void main(String[] folders) throws IOException {
    Path to = Path.of(folders[1]);
    write(Path.of(folders[0]), to, LocalDate.now(java.time.ZoneId.systemDefault()));
    System.out.println("Table    " + to.resolve("bench.md"));
    System.out.println("Picture  " + to.resolve("bench.svg"));
  }

  static void write(Path from, Path to, LocalDate date) throws IOException {
    Results results = Results.read(from);
    Files.writeString(
        to.resolve("bench.md"), MarkdownReport.of(results, Machine.described(), date));
    Files.writeString(to.resolve("bench.svg"), CpuChart.of(results.rows()));
  }
}
