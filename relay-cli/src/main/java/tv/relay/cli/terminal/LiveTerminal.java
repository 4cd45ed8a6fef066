package tv.relay.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The whole screen of the user's terminal, and its keys. It is given back as it was by {@link
 * #close}, and also when the process is ended by a signal or by an error: once, whoever comes
 * first. Drawing and reading belong to one thread.
 */
public final class LiveTerminal implements AutoCloseable {
  // Alternate screen, no cursor, no wrapping at the right edge (xterm control sequences).
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[H\u001b[J";
  private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  private final Terminal terminal;
  private final Attributes before;
  private final KeyReader keys;
  private final Thread hook = new Thread(this::restore, "terminal");

  /**
   * Standard output itself: JLine closes its own writer in a shutdown hook of its own, and what is
   * written to it after that is lost.
   */
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);

  /** Guarded by this, so that nothing is drawn once the screen has been given back. */
  private boolean restored;

  private volatile boolean interrupted;

  private LiveTerminal(Terminal terminal) {
    this.terminal = terminal;
    NonBlockingReader reader = terminal.reader();
    this.keys = new KeyReader(reader::read);
    Runtime.getRuntime().addShutdownHook(hook);
    before = terminal.enterRawMode();
    terminal.handle(Signal.INT, signal -> interrupted = true);
    // Stopped, it would leave the shell with a screen that isn't the shell's.
    terminal.handle(Signal.TSTP, Terminal.SignalHandler.SIG_IGN);
    show(ENTER);
  }

  /** Takes the terminal; empty where there is none that can be drawn on and read from. */
  public static Optional<LiveTerminal> open() {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .name("relay")
              .system(true)
              .dumb(false)
              .encoding(StandardCharsets.UTF_8)
              .build();
      return Optional.of(new LiveTerminal(terminal));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  public int columns() {
    Size size = terminal.getSize();
    return size.getColumns() > 0 ? size.getColumns() : USUAL_COLUMNS;
  }

  public int rows() {
    Size size = terminal.getSize();
    return size.getRows() > 0 ? size.getRows() : USUAL_ROWS;
  }

  /** The next key within that time; Ctrl-C is one that closes. */
  public Key read(long millis) throws IOException {
    Key key = interrupted ? Key.NONE : keys.read(millis);
    return interrupted ? Key.of(Key.Kind.CLOSED) : key;
  }

  /** Shows these lines, from the top; in place, so that nothing flickers. */
  public void draw(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    int shown = Math.min(lines.size(), rows());
    for (int i = 0; i < shown; i++) {
      // Cleared before: behind a full line the cursor still stands on its last letter.
      frame.append("\u001b[").append(i + 1).append(";1H\u001b[K").append(lines.get(i));
    }
    if (shown < rows()) {
      frame.append("\u001b[").append(shown + 1).append(";1H\u001b[J");
    }
    show(frame.toString());
  }

  private synchronized void show(String text) {
    if (!restored) {
      write(text);
    }
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The terminal has gone; whoever reads keys is told so.
    }
  }

  private synchronized void restore() {
    if (restored) {
      return;
    }
    restored = true;
    write(LEAVE);
    try {
      terminal.setAttributes(before);
    } catch (IOError | IllegalStateException e) {
      // JLine's own hook was sooner, and has given the attributes back.
    }
  }

  @Override
  public void close() throws IOException {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run or will find nothing to do.
    }
    terminal.close();
  }
}
