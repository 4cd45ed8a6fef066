package tv.relay.cli.status.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tv.relay.cli.terminal.Key;

/**
 * What the page shows and what its keys do, apart from how it is drawn. For one thread.
 *
 * <p>The selection is one row of all, channels first; it stays with its row when the order changes.
 */
final class Page {
  private static final int MAX_FILTER = 60;

  /** What keys mean just now. */
  enum Mode {
    LOOK,
    FILTER,
    CONFIRM,
    HELP
  }

  /** What the server is asked to do. */
  sealed interface Action {
    /** In words, as a question. */
    String question();

    record Kick(String client, String words) implements Action {
      @Override
      public String question() {
        return "Kick client " + client + " (" + words + ")?";
      }
    }

    record Switch(String channel) implements Action {
      @Override
      public String question() {
        return "Move channel " + channel + " on to its next source, for all who watch it?";
      }
    }
  }

  private Snapshot snapshot;
  private Mode mode = Mode.LOOK;
  private String filter = "";
  private int selected;

  /** {@code channel ID} or {@code client ID}; null before the first row. */
  private String selectedKey;

  private Action asked;
  private String message = "";

  /** Why the server didn't answer; null while it does. */
  private String trouble;

  private boolean closed;

  Page(Snapshot first) {
    update(first);
  }

  void update(Snapshot latest) {
    snapshot = latest;
    // What was said of something else meanwhile stays until the next key.
    if (message.equals(trouble)) {
      message = "";
    }
    trouble = null;
    find();
  }

  /** The server didn't answer. */
  void troubled(String what) {
    trouble = what;
    message = what;
  }

  /** Says something until the next key. */
  void say(String what) {
    message = what;
  }

  /**
   * A key was pressed.
   *
   * @param pageRows how many rows a page is
   * @return what is to be done, or null
   */
  Action press(Key key, int pageRows) {
    if (key.kind() == Key.Kind.CLOSED) {
      closed = true;
      return null;
    }
    if (key.kind() == Key.Kind.NONE) {
      return null;
    }
    if (!isTrouble()) {
      message = "";
    }
    switch (mode) {
      case LOOK -> look(key, pageRows);
      case FILTER -> typeFilter(key);
      case HELP -> mode = Mode.LOOK;
      case CONFIRM -> {
        Action confirmed = key.is('y') || key.is('Y') ? asked : null;
        message = confirmed == null ? "Nothing was done." : "";
        mode = Mode.LOOK;
        return confirmed;
      }
    }
    return null;
  }

  private void look(Key key, int pageRows) {
    switch (key.kind()) {
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> move(-pageRows);
      case PAGE_DOWN -> move(pageRows);
      case HOME -> move(-rows());
      case END -> move(rows());
      case ESCAPE -> setFilter("");
      case CHARACTER -> command(key);
      default -> {}
    }
  }

  private void command(Key key) {
    switch (key.character()) {
      case 'q', 'Q' -> closed = true;
      case '?', 'h' -> mode = Mode.HELP;
      case '/' -> mode = Mode.FILTER;
      case 'k' -> {
        ClientRow client = selectedClient();
        if (client == null) {
          message = "Select a client first: k kicks a client.";
        } else {
          ask(new Action.Kick(client.id(), client.address() + ", " + client.player()));
        }
      }
      case 'n' -> {
        String channel = selectedChannel();
        if (channel == null) {
          message = "Select a channel first: n moves it on to its next source.";
        } else {
          ask(new Action.Switch(channel));
        }
      }
      default -> message = "No such key; ? explains those there are.";
    }
  }

  private void ask(Action action) {
    asked = action;
    mode = Mode.CONFIRM;
  }

  private void typeFilter(Key key) {
    switch (key.kind()) {
      case ENTER -> mode = Mode.LOOK;
      case ESCAPE -> {
        setFilter("");
        mode = Mode.LOOK;
      }
      case BACKSPACE -> {
        if (!filter.isEmpty()) {
          setFilter(filter.substring(0, filter.offsetByCodePoints(filter.length(), -1)));
        }
      }
      case CHARACTER -> {
        if (filter.length() < MAX_FILTER) {
          setFilter(filter + Character.toString(key.character()));
        }
      }
      default -> {}
    }
  }

  private void setFilter(String text) {
    filter = text;
    find();
  }

  private void move(int by) {
    selected = Math.max(0, Math.min(rows() - 1, selected + by));
    selectedKey = keyAt(selected);
  }

  /** Finds the selected row again; where it is gone, what stands in its place is selected. */
  private void find() {
    int at = keys().indexOf(selectedKey);
    selected = at >= 0 ? at : Math.max(0, Math.min(selected, rows() - 1));
    selectedKey = keyAt(selected);
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    channels().forEach(row -> keys.add("channel " + row.id()));
    clients().forEach(row -> keys.add("client " + row.id()));
    return keys;
  }

  private String keyAt(int index) {
    List<String> keys = keys();
    return index < keys.size() ? keys.get(index) : null;
  }

  private int rows() {
    return channels().size() + clients().size();
  }

  private String folded() {
    return filter.toLowerCase(Locale.ROOT);
  }

  /** Those that the filter lets through. */
  List<ChannelRow> channels() {
    return snapshot.channels().stream().filter(row -> row.matches(folded())).toList();
  }

  /** Those that the filter lets through. */
  List<ClientRow> clients() {
    return snapshot.clients().stream().filter(row -> row.matches(folded())).toList();
  }

  private ClientRow selectedClient() {
    int at = selected - channels().size();
    return at >= 0 && at < clients().size() ? clients().get(at) : null;
  }

  /** The channel that is selected, or whose client is. */
  private String selectedChannel() {
    ClientRow client = selectedClient();
    if (client != null) {
      return client.channel();
    }
    return selected < channels().size() ? channels().get(selected).id() : null;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  Mode mode() {
    return mode;
  }

  String filter() {
    return filter;
  }

  /** Index of the selected row: channels first, then clients. */
  int selected() {
    return selected;
  }

  String message() {
    return mode == Mode.CONFIRM ? asked.question() + " y/n" : message;
  }

  boolean isTrouble() {
    return trouble != null;
  }

  boolean isClosed() {
    return closed;
  }
}
