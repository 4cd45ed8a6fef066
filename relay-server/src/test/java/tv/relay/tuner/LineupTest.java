package tv.relay.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.SourceUrl;
import tv.relay.tuner.Lineup.Entry;

class LineupTest {
  @TempDir private Path folder;

  private static ChannelDefinition channel(String id, Integer number, String group) {
    return new ChannelDefinition(
        id, List.of(SourceUrl.parse("http://h/")), null, group, null, null, number, null, Map.of());
  }

  @Test
  void shouldKeepNumbersOverChangesAndRestarts() throws IOException {
    ChannelDefinition a = channel("a", null, "News");
    ChannelDefinition b = channel("b", null, "Sport");
    Lineup before = lineup(a, b);
    lineup(b);

    Lineup after = lineup(channel("new", null, "Sport"), b, a);

    assertThat(entry(after, "a")).isEqualTo(entry(before, "a"));
    assertThat(entry(after, "b")).isEqualTo(entry(before, "b"));
    assertThat(entry(after, "new").streamId())
        .isGreaterThan(entry(before, "b").category().id())
        .isGreaterThan(entry(before, "b").streamId());
  }

  @Test
  void shouldGiveEachChannelAGuideNumberOfItsOwn() throws IOException {
    lineup(channel("old", 5, null));

    Lineup lineup =
        lineup(
            channel("young", 5, null),
            channel("old", 5, null),
            channel("taker", 10_004, null),
            channel("none", null, null),
            channel("taken", null, null));

    assertThat(entry(lineup, "old").guideNumber()).isEqualTo("5");
    assertThat(entry(lineup, "young").guideNumber())
        .isEqualTo("5." + entry(lineup, "young").streamId());
    assertThat(entry(lineup, "taker").guideNumber()).isEqualTo("10004");
    assertThat(lineup.entries()).extracting(Entry::guideNumber).doesNotHaveDuplicates();
  }

  @Test
  void shouldPutEveryChannelIntoACategory() throws IOException {
    Lineup lineup =
        lineup(
            channel("a", null, null), channel("b", null, " ;News;Sport"), channel("c", 1, "News"));

    assertThat(lineup.categories())
        .extracting(Lineup.Category::name)
        .containsExactly("Other", "News");
    assertThat(entry(lineup, "b").category()).isEqualTo(entry(lineup, "c").category());
  }

  /** What imports bring and take away again must not fill the folder. */
  @Test
  void shouldForgetTheOldestOfThoseThatAreGone() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      Numbers numbers = new Numbers(held);
      int first = numbers.of(List.of("first")).get("first");
      List<String> many = IntStream.range(0, 10_000).mapToObj(i -> "c" + i).toList();
      numbers.of(many);
      assertThat(numbers.of(List.of("first")).get("first")).isEqualTo(first);

      numbers.of(List.of("last"));

      assertThat(numbers.of(List.of("first")).get("first")).isGreaterThan(first);
    }
  }

  @Test
  void shouldNotStartWithNumbersThatAreBroken() throws IOException {
    Files.writeString(folder.resolve("numbers.json"), "{\"version\":1,\"next\":10001");

    assertThatThrownBy(() -> lineup(channel("a", null, null)))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("numbers.json");
  }

  @Test
  void shouldCountTunersByTheAccounts() {
    AccountDefinition two = new AccountDefinition("a", 2, Duration.ZERO, null);
    AccountDefinition one = new AccountDefinition("b", 1, Duration.ZERO, null);
    AccountDefinition many = new AccountDefinition("c", 10_000, Duration.ZERO, null);

    assertThat(TunerOptions.defaults().count(List.of(two, one))).isEqualTo(3);
    assertThat(TunerOptions.defaults().count(List.of())).isEqualTo(4);
    assertThat(TunerOptions.defaults().count(List.of(many))).isEqualTo(100);
    assertThat(new TunerOptions(7).count(List.of(two))).isEqualTo(7);
  }

  private Lineup lineup(ChannelDefinition... channels) throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      return Lineup.of(List.of(channels), new Numbers(held));
    }
  }

  private static Entry entry(Lineup lineup, String id) {
    return lineup.entries().stream()
        .filter(entry -> entry.channel().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
