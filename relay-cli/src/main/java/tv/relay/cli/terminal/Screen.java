package tv.relay.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that standard output goes to, if it does.
 *
 * @param columns columns of a line; very many where output goes to a file or a pipe
 * @param rows lines on the screen; very many where output goes to a file or a pipe
 */
public record Screen(boolean terminal, int columns, int rows) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
  private static final Screen NONE = new Screen(false, Integer.MAX_VALUE, Integer.MAX_VALUE);
  private static final Screen USUAL = new Screen(true, 80, 24);

  /**
   * Looks at the terminal as it is now; its size may change from one call to the next.
   *
   * @param columnsVariable the variable {@code COLUMNS}, which overrides what the terminal says
   */
  public static Screen now(Optional<String> columnsVariable) {
    Screen seen = isTerminal(1) ? measured().orElse(USUAL) : NONE;
    return columnsVariable
        .filter(columns -> columns.matches("[1-9]\\d{0,4}"))
        .map(columns -> new Screen(seen.terminal, Integer.parseInt(columns), seen.rows))
        .orElse(seen);
  }

  /** Whether standard error goes to a terminal, where something may move without being kept. */
  public static boolean showsErrors() {
    return isTerminal(2);
  }

  // System.console() asks about standard input too, and from JDK 22 on it answers by other rules.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return inheritedIsTerminal(descriptor);
    }
  }

  /** Where there is no /proc. */
  private static boolean inheritedIsTerminal(int descriptor) {
    try {
      return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Optional<Screen> measured() {
    ProcessBuilder stty =
        new ProcessBuilder("stty", "size").redirectInput(Path.of("/dev/tty").toFile());
    Matcher size = SIZE.matcher(outputOf(stty));
    if (!size.matches()) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(size.group(1));
    int columns = Integer.parseInt(size.group(2));
    // A terminal that doesn't know its size says 0.
    return rows > 0 && columns > 0
        ? Optional.of(new Screen(true, columns, rows))
        : Optional.empty();
  }

  private static String outputOf(ProcessBuilder program) {
    try {
      Process process = program.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
