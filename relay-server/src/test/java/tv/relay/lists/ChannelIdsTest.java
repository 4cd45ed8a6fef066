package tv.relay.lists;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.relay.registry.ChannelDefinition;

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

  @Property(tries = 500)
  void shouldAlwaysMakeAnId(@ForAll String text) {
    assertThat(ChannelDefinition.isId(ChannelIds.slug(text))).isTrue();
  }
}
