package tv.relay.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "news, News, true",
    "news, News 24, false",
    "news*, News 24, true",
    "*.uk, bbc.uk, true",
    "*.uk, bbcxuk, false",
    "?BC, BBC, true",
    "(HD), (hd), true",
    "/^sky.*(hd|fhd)$/, Sky One FHD, true",
    "/sport/, Eurosport 1, true",
    "/^sport/, Eurosport 1, false",
    "ÉTÉ, été, true",
  })
  void shouldMatchInEitherCase(String pattern, String name, boolean matches) {
    assertThat(NamePattern.parse(pattern).matches(name)).isEqualTo(matches);
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(() -> NamePattern.parse("/(/"))
        .hasMessageStartingWith("the regular expression /(/ is not valid: Unclosed group");
    assertThatThrownBy(() -> NamePattern.parse("")).hasMessageContaining("1 to 500 characters");
  }

  /** Without a bound this one takes longer than there is time. */
  @Test
  void shouldGiveUpOnAPatternThatTakesExponentialTime() {
    NamePattern evil = NamePattern.parse("/^(.*a){20}$/");
    assertThatThrownBy(() -> evil.matches("a".repeat(60) + "!"))
        .hasMessageContaining("takes too long");
  }
}
