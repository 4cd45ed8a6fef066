package tv.relay.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under headings, in aligned columns. Every cell is made harmless by {@link PlainText}. Where
 * the terminal is too narrow, first the columns of free text get narrower, then the spare columns
 * go, the last first, then names are cut in favour of the last column, and at last that one is. Not
 * for use by several threads.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int LEAST_COLUMNS = 8;

  /** How a column is set. */
  public enum Kind {
    /** To the left, whole as long as that is possible at all. */
    NAME,
    /** To the right, always whole. */
    AMOUNT,
    /** To the left, cut where there is no room for it. */
    FREE
  }

  /**
   * What a column shows.
   *
   * @param spare whether it may be left out where there is no room
   */
  public record Column(String heading, Kind kind, boolean spare) {
    public Column(String heading, Kind kind) {
      this(heading, kind, false);
    }

    /** The same column, left out where there is no room. */
    public Column whenRoom() {
      return new Column(heading, kind, true);
    }
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(Column... columns) {
    this.columns = List.of(columns);
    rows.add(this.columns.stream().map(Column::heading).toList());
  }

  /** Adds a row of one cell a column; null is an empty cell. */
  public void add(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    rows.add(Arrays.stream(cells).map(cell -> cell == null ? "" : PlainText.of(cell)).toList());
  }

  /**
   * The headings and rows as lines.
   *
   * @param terminalColumns the room there is
   */
  public List<String> lines(int terminalColumns) {
    List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
    int[] widths = widths(shown, terminalColumns);
    for (int i = columns.size() - 1; i >= 0 && total(shown, widths) > terminalColumns; i--) {
      if (columns.get(i).spare()) {
        shown.remove(Integer.valueOf(i));
        widths = widths(shown, terminalColumns);
      }
    }
    narrow(shown, widths, terminalColumns, Kind.NAME);
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(DisplayWidth.cut(line(row, shown, widths), terminalColumns));
    }
    return lines;
  }

  private int[] widths(List<Integer> shown, int terminalColumns) {
    int[] widths = new int[columns.size()];
    for (List<String> row : rows) {
      for (int i : shown) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
      }
    }
    narrow(shown, widths, terminalColumns, Kind.FREE);
    return widths;
  }

  private void narrow(List<Integer> shown, int[] widths, int terminalColumns, Kind kind) {
    for (int excess = total(shown, widths) - terminalColumns; excess > 0; excess--) {
      int widest = widest(shown, widths, kind);
      if (widest < 0) {
        break;
      }
      widths[widest]--;
    }
  }

  private static int total(List<Integer> shown, int[] widths) {
    return shown.stream().mapToInt(i -> widths[i]).sum() + GAP.length() * (shown.size() - 1);
  }

  /** The last column is cut with the line, where it is a name. */
  private int widest(List<Integer> shown, int[] widths, Kind kind) {
    int last = shown.get(shown.size() - 1);
    return shown.stream()
        .filter(i -> columns.get(i).kind() == kind && widths[i] > LEAST_COLUMNS)
        .filter(i -> kind == Kind.FREE || i != last)
        .max(Comparator.comparingInt(i -> widths[i]))
        .orElse(-1);
  }

  private String line(List<String> row, List<Integer> shown, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i : shown) {
      Kind kind = columns.get(i).kind();
      String cell = kind == Kind.AMOUNT ? row.get(i) : DisplayWidth.cut(row.get(i), widths[i]);
      String padding = " ".repeat(Math.max(0, widths[i] - DisplayWidth.of(cell)));
      line.append(line.isEmpty() ? "" : GAP);
      line.append(kind == Kind.AMOUNT ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }
}
