package tv.relay.cli.bench.compare;

import java.util.List;
import java.util.Locale;

/** A picture (SVG) of the CPU seconds per gigabyte: a bar for each relay, a group for each load. */
final class CpuChart {
  private static final int WIDTH = 760;
  private static final int LABEL = 70;
  private static final int BAR = 18;
  private static final int GAP = 6;
  private static final int TITLE = 34;
  private static final int VALUE = 150;
  private static final int MARGIN = 16;

  private final StringBuilder shapes = new StringBuilder();
  private int y = MARGIN;

  private CpuChart() {}

  static String of(List<Row> rows) {
    CpuChart chart = new CpuChart();
    chart.text(MARGIN, chart.y + 14, 15, "CPU seconds of the relay per gigabyte delivered");
    chart.y += 12;
    for (Row row : rows) {
      chart.row(row);
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %1$d %2$d">
        <rect width="100%%" height="100%%" fill="#fff"/>
        <g font-family="sans-serif" fill="#222">
        %s</g>
        </svg>
        """
        .formatted(WIDTH, chart.y + MARGIN, chart.shapes);
  }

  private void row(Row row) {
    List<Entry> entries =
        row.entries().stream().filter(entry -> entry.series(Row.CPU).isKnown()).toList();
    // Each load has a scale of its own, from 0: what counts is how many times the floor.
    double most =
        entries.stream().mapToDouble(entry -> entry.series(Row.CPU).most()).max().orElse(0);
    if (most <= 0) {
      return;
    }
    y += TITLE;
    text(MARGIN, y - 8, 13, row.title());
    for (Entry entry : entries) {
      bar(row, entry, most);
      y += BAR + GAP;
    }
  }

  private void bar(Row row, Entry entry, double most) {
    Series cpu = entry.series(Row.CPU);
    double scale = (WIDTH - 2 * MARGIN - LABEL - VALUE) / most;
    int from = MARGIN + LABEL;
    text(MARGIN, y + BAR - 5, 12, entry.who());
    shape(
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
        from, y, cpu.median() * scale, BAR, color(entry.who()));
    shape(
        "<path d=\"M%.1f %d H%.1f\" stroke=\"#222\"/>",
        from + cpu.least() * scale, y + BAR / 2, from + cpu.most() * scale);
    double times = row.timesTheFloor(entry);
    String ratio =
        Double.isNaN(times) || entry.who().equals(Row.FLOOR)
            ? ""
            : String.format(Locale.ROOT, ", %.2f × floor", times);
    text((int) (from + cpu.most() * scale) + 8, y + BAR - 5, 12, cpu.plain(3) + ratio);
  }

  private static String color(String who) {
    return switch (who) {
      case "relay" -> "#1f77b4";
      case Row.FLOOR -> "#7f7f7f";
      default -> "#c7c7c7";
    };
  }

  private void text(int x, int baseline, int size, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
    shape("<text x=\"%d\" y=\"%d\" font-size=\"%d\">%s</text>", x, baseline, size, escaped);
  }

  private void shape(String format, Object... values) {
    shapes.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
