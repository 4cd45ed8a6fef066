package tv.relay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

final class TableTest {
  private final Table table =
      new Table(
          new Column("ID", Kind.NAME),
          new Column("AGENT", Kind.FREE),
          new Column("LAG", Kind.AMOUNT),
          new Column("SKIPS", Kind.AMOUNT).whenRoom());

  @Test
  void shouldAlignColumns() {
    table.add("news", "VLC", "3 ms", "0");
    table.add("a", null, "120 ms", "12");

    assertThat(table.lines(Integer.MAX_VALUE))
        .containsExactly(
            "ID    AGENT     LAG  SKIPS", //
            "news  VLC      3 ms      0",
            "a            120 ms     12");
  }

  @Test
  void shouldCutFreeTextWhereThereIsNoRoom() {
    table.add("news", "Mozilla/5.0 (X11; Linux x86_64)", "3 ms", "0");

    assertThat(table.lines(32))
        .containsExactly(
            "ID    AGENT           LAG  SKIPS", //
            "news  Mozilla/5.0 …  3 ms      0");
  }

  @Test
  void shouldLeaveOutSpareColumnsBeforeItCutsLines() {
    table.add("news", "Mozilla/5.0 (X11; Linux x86_64)", "3 ms", "0");

    assertThat(table.lines(22))
        .containsExactly(
            "ID    AGENT        LAG", //
            "news  Mozilla/5…  3 ms");
    assertThat(table.lines(10)).containsExactly("ID    AGE…", "news  Moz…");
  }

  @Test
  void shouldAlignByColumnsOfTheTerminalNotByCharacters() {
    table.add("東京", "e\u0301", "1 ms", "0");
    table.add("news", "x", "1 ms", "0");

    assertThat(table.lines(80).subList(1, 3))
        .containsExactly("東京  e\u0301      1 ms      0", "news  x      1 ms      0");
  }

  @Test
  void shouldMakeCellsHarmless() {
    table.add("a", "\u001b[31mred\nline", "1 ms", "0");

    assertThat(table.lines(80)).hasSize(2);
    assertThat(table.lines(80).get(1)).contains("\\u001b[31mred\\u000aline");
  }

  @Test
  void shouldBoundTextThatTakesNoColumns() {
    table.add("a", "e" + "\u0301".repeat(10_000), "1 ms", "0");

    assertThat(table.lines(80).get(1)).hasSizeLessThan(200);
  }
}
