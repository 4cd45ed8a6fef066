package tv.relay.overview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeTableTest {
  private final ChangeTable<String> table = new ChangeTable<>();
  private long version;

  /** A snapshot in which these rows are there, each its own key up to the first digit. */
  private void snapshot(String... rows) {
    table.begin(++version);
    for (String row : rows) {
      table.put(row.substring(0, 1), row);
    }
    table.end();
  }

  @Test
  void shouldTellAllToWhoeverHasSeenNothing() {
    snapshot("a1", "b1");
    assertThat(table.changedSince(0)).containsExactlyInAnyOrder("a1", "b1");
  }

  @Test
  void shouldTellOnlyWhatIsNewOrDifferent() {
    snapshot("a1", "b1");
    snapshot("a1", "b2", "c1");
    assertThat(table.changedSince(1)).containsExactlyInAnyOrder("b2", "c1");
    assertThat(table.changedSince(2)).isEmpty();
  }

  @Test
  void shouldTellWhatIsGoneToThoseWhoCanHaveSeenIt() {
    snapshot("a1", "b1");
    snapshot("a1");
    assertThat(table.goneSince(1)).containsExactly("b");
    assertThat(table.goneSince(2)).isEmpty();
    assertThat(table.previous("b")).isNull();
  }

  @Test
  void shouldTellARowThatCameBackAsNew() {
    snapshot("a1");
    snapshot();
    snapshot("a1");
    assertThat(table.goneSince(1)).containsExactly("a");
    assertThat(table.changedSince(1)).containsExactly("a1");
  }

  /** Whoever was away for long gets everything anew, rather than the relay remembering for ever. */
  @Test
  void shouldForgetWhatIsLongGone() {
    snapshot("a1");
    for (int i = 0; i < ChangeTable.MAX_GONE; i++) {
      snapshot("b1");
      snapshot();
    }
    assertThat(table.remembers(1)).isFalse();
    assertThat(table.remembers(version)).isTrue();
    assertThat(table.goneSince(0)).hasSize(ChangeTable.MAX_GONE);
  }
}
