package tv.relay.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;

class ChannelIdsTest {
  @ParameterizedTest
  @CsvSource({
    "BBC1.uk, bbc1.uk",
    "Télé Québec, tele-quebec",
    "UK: Sky Sports (HD) |, uk-sky-sports-hd",
    "...x_y, x_y",
    "ＡＢＣ, abc",
  })
  void shouldMakeReadableIds(String text, String id) {
    assertThat(ChannelIds.slug(text)).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"Первый канал, channel-", "Первый HD, hd-", "★, channel-"})
  void shouldTellOtherScriptsApartByDigest(String text, String prefix) {
    assertThat(ChannelIds.slug(text)).matches(prefix + "[0-9a-f]{6}");
    assertThat(ChannelIds.slug(text)).isNotEqualTo(ChannelIds.slug(text + "я"));
  }

  /** At /live/bbc.ts they could not be told apart. */
  @Test
  void shouldNotMakeAnIdThatIsTheAddressOfAnother() {
    ChannelIds ids = new ChannelIds(Set.of("bbc", "sky.ts"));

    assertThat(ids.next(named("bbc.ts"))).startsWith("bbc.ts-");
    assertThat(ids.next(named("sky"))).startsWith("sky-");
  }

  private static ListedChannel named(String title) {
    SourceUrl url = SourceUrl.parse("http://h/1.ts");
    EntryKey key = EntryKey.of(null, title, url);
    return new ListedChannel(
        1, null, key, List.of(url), title, null, null, null, null, null, Map.of());
  }

  @Property(tries = 500)
  void shouldAlwaysMakeAnId(@ForAll String text) {
    assertThat(ChannelDefinition.isId(ChannelIds.slug(text))).isTrue();
  }
}
