package tv.relay.cli.status.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import tv.relay.cli.status.Loss;
import tv.relay.cli.status.Verdict;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.DisplayWidth;
import tv.relay.cli.terminal.PlainText;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/**
 * The page as lines of a terminal. Whatever comes over the network goes through {@link PlainText};
 * the only sequences in a line are the colours put there last.
 */
final class Drawing {
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String BOLD = "\u001b[1m";
  private static final String REVERSE = "\u001b[7m";
  private static final String PLAIN = "\u001b[0m";
  private static final String MARK = "> ";

  /** Header, message, hints; a heading for each of two tables. */
  private static final int FIXED_ROWS = 5;

  private static final List<String> HELP =
      List.of(
          "Who hurts most stands first.",
          "",
          "up, down, PgUp, PgDn, Home, End",
          "            select a channel or client",
          "k           kick the client",
          "n           next source for the channel",
          "/ TEXT      show only what has it; Esc: all",
          "q, Ctrl-C   end",
          "",
          "LAG   behind the live edge",
          "LOST  playing time that was left out",
          "FAULT whose it is: the client's link,",
          "      the source's, or the relay's",
          "",
          "Any key goes back.");

  private final boolean colour;

  Drawing(boolean colour) {
    this.colour = colour;
  }

  /** At most as many lines as the terminal has rows, none wider than it. */
  List<String> lines(Page page, int columns, int rows) {
    List<String> lines = new ArrayList<>();
    lines.add(styled(BOLD, cut(header(page.snapshot()), columns)));
    int room = Math.max(2, rows - FIXED_ROWS);
    if (page.mode() == Page.Mode.HELP) {
      HELP.stream().limit(room + 2).forEach(line -> lines.add(cut(line, columns)));
    } else {
      addTables(lines, page, columns, room);
    }
    while (lines.size() < rows - 2) {
      lines.add("");
    }
    // On a screen of a few rows the tables yield, not the question that a key has raised.
    List<String> drawn =
        new ArrayList<>(lines.subList(0, Math.max(0, Math.min(lines.size(), rows - 2))));
    String message = cut(PlainText.of(page.message()), columns);
    drawn.add(page.isTrouble() ? styled(RED, message) : styled(BOLD, message));
    drawn.add(cut(hints(page), columns));
    return drawn;
  }

  private void addTables(List<String> lines, Page page, int columns, int room) {
    List<ChannelRow> channels = page.channels();
    List<ClientRow> clients = page.clients();
    int forChannels =
        Math.min(channels.size(), Math.max(room / 2, room - Math.max(1, clients.size())));
    int forClients = Math.max(1, room - forChannels);
    Window first = Window.around(page.selected(), channels.size(), Math.max(1, forChannels));
    Window second = Window.around(page.selected() - channels.size(), clients.size(), forClients);
    Table channelTable = channelTable();
    first.of(channels).forEach(row -> add(channelTable, row));
    add(lines, channelTable, columns, i -> colourOf(first.of(channels).get(i)), first, page, 0);
    Table clientTable = clientTable();
    second.of(clients).forEach(row -> add(clientTable, row));
    if (clients.isEmpty()) {
      lines.add(page.filter().isEmpty() ? "Nobody is watching." : "No client matches.");
    } else {
      add(
          lines,
          clientTable,
          columns,
          i -> colourOf(second.of(clients).get(i)),
          second,
          page,
          channels.size());
    }
  }

  private void add(
      List<String> lines,
      Table table,
      int columns,
      IntFunction<String> colours,
      Window window,
      Page page,
      int offset) {
    List<String> rows = table.lines(Math.max(1, columns - MARK.length()));
    lines.add(styled(BOLD, " ".repeat(MARK.length()) + rows.get(0)));
    for (int i = 1; i < rows.size(); i++) {
      boolean selected = offset + window.from() + i - 1 == page.selected();
      String line = (selected ? MARK : " ".repeat(MARK.length())) + rows.get(i);
      lines.add(styled(colours.apply(i - 1) + (selected ? REVERSE : ""), line));
    }
  }

  private static Table channelTable() {
    return new Table(
        new Column("CHANNEL", Kind.NAME),
        new Column("STATE", Kind.NAME),
        new Column("CLIENTS", Kind.AMOUNT),
        new Column("IN", Kind.AMOUNT).whenRoom(),
        new Column("OUT", Kind.AMOUNT).whenRoom(),
        new Column("LAG", Kind.AMOUNT).whenRoom(),
        new Column("LOST", Kind.AMOUNT).whenRoom(),
        new Column("SOURCE", Kind.AMOUNT).whenRoom(),
        new Column("LAST ERROR", Kind.FREE).whenRoom());
  }

  private static void add(Table table, ChannelRow row) {
    long inBps = row.channel().path("upstream").path("bitrateBps").asLong();
    long lostMillis = Loss.of(row.channel().path("losses")).millis();
    table.add(
        row.id(),
        row.state(),
        Integer.toString(row.clients()),
        inBps > 0 ? Amounts.bitsPerSecond(inBps) : "-",
        row.sentBps() > 0 ? Amounts.bitsPerSecond(row.sentBps()) : "-",
        row.clients() > 0 ? Amounts.millis(row.lagMillis()) : "-",
        lostMillis > 0 ? Amounts.millis(lostMillis) : "-",
        row.source(),
        row.channel().path("upstream").path("lastError").asText(""));
  }

  private static Table clientTable() {
    return new Table(
        new Column("CLIENT", Kind.NAME),
        new Column("CHANNEL", Kind.NAME),
        new Column("LAG", Kind.AMOUNT),
        new Column("RATE", Kind.AMOUNT).whenRoom(),
        new Column("LOST", Kind.AMOUNT).whenRoom(),
        new Column("ADDRESS", Kind.NAME).whenRoom(),
        new Column("PLAYER", Kind.FREE).whenRoom(),
        new Column("FAULT", Kind.NAME));
  }

  private static void add(Table table, ClientRow row) {
    table.add(
        row.id(),
        row.channel(),
        Amounts.millis(row.lagMillis()),
        row.rateBps() < 0 ? "-" : Amounts.bitsPerSecond(row.rateBps()),
        row.loss().millis() > 0 ? Amounts.millis(row.loss().millis()) : "-",
        row.address(),
        row.player(),
        Verdict.of(row.client()));
  }

  private static String colourOf(ChannelRow row) {
    return row.broken() || row.suffering() > 0 ? RED : row.hasLosses() ? YELLOW : "";
  }

  private static String colourOf(ClientRow row) {
    return row.suffers() ? RED : row.hasFaults() ? YELLOW : "";
  }

  private static String header(Snapshot snapshot) {
    StringBuilder header = new StringBuilder("relay");
    if (snapshot.status().has("version")) {
      header.append(' ').append(PlainText.of(snapshot.status().path("version").asText()));
      header.append(", up ");
      header.append(Amounts.seconds(snapshot.status().path("uptimeSeconds").asLong()));
    }
    return header
        .append(", ")
        .append(snapshot.live() + " of " + Verdict.counted(snapshot.channels().size(), "channel"))
        .append(" live, ")
        .append(Verdict.counted(snapshot.clients().size(), "client"))
        .append(", in ")
        .append(Amounts.bitsPerSecond(snapshot.receivedBps()))
        .append(", out ")
        .append(Amounts.bitsPerSecond(snapshot.sentBps()))
        .toString();
  }

  private static String hints(Page page) {
    if (page.mode() == Page.Mode.FILTER) {
      return "/" + PlainText.of(page.filter()) + "_  Enter keeps it, Esc shows all";
    }
    String filter = page.filter().isEmpty() ? "" : "  only: " + PlainText.of(page.filter());
    return "k kick  n next source  / filter  ? help  q end" + filter;
  }

  private String styled(String style, String text) {
    return colour && !style.isEmpty() && !text.isEmpty() ? style + text + PLAIN : text;
  }

  private static String cut(String text, int columns) {
    return DisplayWidth.cut(text, columns);
  }

  /** The stretch of a list that is shown, from one index to before another. */
  private record Window(int from, int to) {
    /** So many around one; from the beginning where that one isn't in the list. */
    static Window around(int selected, int size, int room) {
      int wanted = selected < 0 || selected >= size ? 0 : selected - room / 2;
      int from = Math.max(0, Math.min(wanted, size - room));
      return new Window(from, Math.min(size, from + room));
    }

    <T> List<T> of(List<T> all) {
      return all.subList(from, to);
    }
  }
}
