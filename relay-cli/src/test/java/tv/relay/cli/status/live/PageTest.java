package tv.relay.cli.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.cli.terminal.Key;

final class PageTest {
  private static final String HOSTILE = "\\u001b[2J\\u009b31m\\u202eVLC";

  private final Page page = new Page(Snapshot.of(status(1_000), 0, null));

  @Test
  void shouldPutFirstWhoHurts() {
    assertThat(page.channels())
        .extracting(ChannelRow::id)
        .containsExactly("broken", "news", "sport", "asleep");
    assertThat(page.clients()).extracting(ClientRow::id).containsExactly("3", "4", "1", "2");
  }

  @Test
  void shouldShowWhatTheStatusSays() {
    List<String> lines = lines(120, 30, false);

    assertThat(lines.get(0))
        .isEqualTo(
            "relay 0.1.0, up 1 min 2 s, 2 of 4 channels live, 4 clients, in 12.0 Mbit/s, out 0 bit/s");
    assertThat(lines).anyMatch(line -> line.matches("> broken +backoff +0 .*reset by peer"));
    assertThat(lines)
        .anyMatch(
            line -> line.matches("  3 +news +6\\.0 s .*link too slow: 9\\.0 s lost in 2 skips"));
    assertThat(lines)
        .anyMatch(line -> line.matches("  news +live +3 +8\\.0 Mbit/s .* 9\\.0 s +2/2.*"));
  }

  @Test
  void shouldShowRatesSinceTheSnapshotBefore() {
    page.update(Snapshot.of(status(251_000), 1_000_000_000L, page.snapshot()));

    assertThat(page.clients()).extracting(ClientRow::rateBps).contains(2_000_000L);
    assertThat(lines(120, 30, false).get(0)).contains("out 2.0 Mbit/s");
  }

  /** Not even one that is cut in the middle. */
  @Test
  void shouldSendNoSequenceOfAnybodyElses() {
    for (int columns = 1; columns < 200; columns += 7) {
      assertThat(String.join("", lines(columns, 30, false)))
          .doesNotContain("\u001b", "\u009b", "\u202e");
      assertThat(String.join("", lines(columns, 30, true)))
          .doesNotContain("\u001b[2J", "\u009b", "\u202e");
    }
  }

  @Test
  void shouldKeepTheVerdictInFortyColumns() {
    assertThat(lines(40, 24, false))
        .anyMatch(line -> line.contains("link too slow"))
        .anyMatch(line -> line.contains("source: 4 gaps"))
        .allMatch(line -> line.length() <= 40);
  }

  @Test
  void shouldFitEveryTerminal() {
    for (int rows = 1; rows < 40; rows++) {
      for (int columns : List.of(1, 5, 40, 80, 300)) {
        List<String> lines = lines(columns, rows, false);
        assertThat(lines).hasSizeLessThanOrEqualTo(Math.max(2, rows));
        assertThat(lines).allMatch(line -> line.length() <= columns + 2);
      }
    }
  }

  @Test
  void shouldHaveNoColourWhereNoneIsWanted() {
    assertThat(String.join("", lines(80, 24, false))).doesNotContain("\u001b");
    assertThat(String.join("", lines(80, 24, true))).contains("\u001b[31m");
  }

  @Test
  void shouldKickTheSelectedClientOnceThatIsConfirmed() {
    press(Key.Kind.DOWN, 4);
    assertThat(press('k')).isNull();
    assertThat(lines(100, 24, false)).anyMatch(line -> line.startsWith("Kick client 3 ("));
    assertThat(press('y')).isEqualTo(new Page.Action.Kick("3", words("3")));
  }

  @Test
  void shouldDoNothingWithoutAYes() {
    press(Key.Kind.DOWN, 4);
    press('k');
    assertThat(press('k')).isNull();
    assertThat(page.message()).contains("Nothing");
    assertThat(press('y')).isNull();
  }

  @Test
  void shouldSwitchTheSelectedChannelOrThatOfTheSelectedClient() {
    press('n');
    assertThat(press('y')).isEqualTo(new Page.Action.Switch("broken"));
    press(Key.Kind.END, 1);
    press('n');
    assertThat(press('y')).isEqualTo(new Page.Action.Switch("sport"));
  }

  @Test
  void shouldSayThatAChannelCannotBeKicked() {
    assertThat(press('k')).isNull();
    assertThat(page.message()).contains("Select a client");
  }

  /** Between the look and the key the order may change: what was selected is meant. */
  @Test
  void shouldKeepTheSelectionWhenTheOrderChanges() {
    press(Key.Kind.DOWN, 4);
    page.update(
        Snapshot.of(
            json(
                STATUS
                    .replace("\"droppedMillis\":9000", "\"droppedMillis\":0")
                    .replace("\"lagMillis\":6000", "\"lagMillis\":0")
                    .replace("\"droppedChunks\":700", "\"droppedChunks\":0")),
            1,
            null));
    assertThat(page.clients()).extracting(ClientRow::id).first().isNotEqualTo("3");
    press('k');
    assertThat(press('y'))
        .isInstanceOfSatisfying(
            Page.Action.Kick.class, kick -> assertThat(kick.client()).isEqualTo("3"));
  }

  @Test
  void shouldFilterWhatIsTyped() {
    press('/');
    "spq".chars().forEach(c -> press((char) c));
    press(Key.Kind.BACKSPACE, 1);
    press('o');
    press(Key.Kind.ENTER, 1);

    assertThat(page.channels()).extracting(ChannelRow::id).containsExactly("sport");
    assertThat(page.clients()).extracting(ClientRow::id).containsExactly("2");
    assertThat(page.isClosed()).as("q was text").isFalse();
    press(Key.Kind.ESCAPE, 1);
    assertThat(page.channels()).hasSize(4);
  }

  @Test
  void shouldExplainItselfAndEnd() {
    press('?');
    assertThat(lines(40, 24, false)).anyMatch(line -> line.contains("kick the client"));
    press('q');
    assertThat(page.isClosed()).as("any key goes back").isFalse();
    press('q');
    assertThat(page.isClosed()).isTrue();
  }

  @Test
  void shouldShowThatTheServerDoesNotAnswerUntilItDoes() {
    page.troubled("no relay can be reached");
    press(Key.Kind.DOWN, 1);
    assertThat(lines(80, 24, false)).contains("no relay can be reached");
    page.update(page.snapshot());
    assertThat(page.isTrouble()).isFalse();
    assertThat(String.join("", lines(80, 24, false))).doesNotContain("no relay can be reached");
  }

  @Test
  void shouldStillSayWhatWasDoneWhenTheServerIsBack() {
    page.troubled("no relay can be reached");
    page.say("Client 3 was kicked.");
    page.update(page.snapshot());
    assertThat(page.message()).isEqualTo("Client 3 was kicked.");
  }

  private static final String STATUS =
      """
      {"version":"0.1.0","uptimeSeconds":62,"clients":4,"channels":[
       {"id":"asleep","state":"idle","upstream":{"bitrateBps":0},"sources":[],"losses":null,
        "clients":[]},
       {"id":"sport","title":"HOSTILE","state":"live","upstream":{"bitrateBps":4000000},
        "losses":{"droppedChunks":0,"drops":{}},"sources":[{"state":"live"}],"clients":[
        {"id":"2","address":"192.0.2.2:2","userAgent":"HOSTILE","lagMillis":10,"sentBytes":1000}]},
       {"id":"broken","state":"backoff","upstream":{"bitrateBps":0,"lastError":"reset by peer"},
        "sources":[],"losses":null,"clients":[]},
       {"id":"news","state":"live","upstream":{"bitrateBps":8000000},
        "losses":{"droppedChunks":700,"droppedBytes":131600,"droppedMillis":9000,
         "drops":{"lag":700},"skips":2,"lagMillis":6000},
        "sources":[{"state":"cooling"},{"state":"live"}],"clients":[
        {"id":"1","address":"192.0.2.1:1","userAgent":"mpv","lagMillis":20,"sentBytes":SENT},
        {"id":"3","address":"192.0.2.3:3","userAgent":"VLC","lagMillis":6000,"sentBytes":5,
         "droppedChunks":700,"droppedBytes":131600,"droppedMillis":9000,"drops":{"lag":700},
         "skips":2,"lastDropSecondsAgo":3},
        {"id":"4","address":"192.0.2.4:4","userAgent":"Kodi","lagMillis":30,"sentBytes":5,
         "sourceGaps":4}]}]}
      """
          .replace("HOSTILE", HOSTILE);

  private static JsonNode status(long sent) {
    return json(STATUS.replace("SENT", Long.toString(sent)));
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace("SENT", "1000"));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private String words(String client) {
    return page.clients().stream()
        .filter(row -> row.id().equals(client))
        .map(row -> row.address() + ", " + row.player())
        .findFirst()
        .orElseThrow();
  }

  private List<String> lines(int columns, int rows, boolean colour) {
    return new Drawing(colour).lines(page, columns, rows);
  }

  private Page.Action press(char key) {
    return page.press(new Key(Key.Kind.CHARACTER, key), 10);
  }

  private void press(Key.Kind key, int times) {
    for (int i = 0; i < times; i++) {
      page.press(new Key(key, 0), 10);
    }
  }
}
