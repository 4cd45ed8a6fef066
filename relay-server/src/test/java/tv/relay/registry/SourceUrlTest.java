package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "http://host/live/bob/pw/7.ts -> http://host/…",
        "https://bob:pw@host:8443/ -> https://host:8443/…",
        "http://host/?token=t -> http://host/…",
        "http://host?token=t -> http://host/…",
        "http://host:1/ -> http://host:1/",
        "http://host -> http://host",
        "http://host? -> http://host?",
        "HTTP://Host/ -> http://Host/",
        "http://[::1]:9/x -> http://[::1]:9/…",
        "http://host/#pw -> http://host/",
        "http://bob:p@ss@host/ -> http://host/…",
        "http://@host/ -> http://host/",
      })
  void shouldShowSchemeHostAndPortOnly(String text, String redacted) {
    SourceUrl url = SourceUrl.parse(text);

    assertThat(url.redacted()).isEqualTo(redacted);
    assertThat(url).hasToString(redacted);
    assertThat(url.original()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "http://host/a b/c -> http://host/a%20b/c",
        "http://host/x?q=a b|c{d}^\"<>`\\ -> http://host/x?q=a%20b%7Cc%7Bd%7D%5E%22%3C%3E%60%5C",
        "http://host/a[1]?b[2]=3 -> http://host/a%5B1%5D?b[2]=3",
        "http://host/100%/%2f/%zz -> http://host/100%25/%2f/%25zz",
        "http://host/é?ü=€ -> http://host/%C3%A9?%C3%BC=%E2%82%AC",
        "http://host -> http://host/",
        "http://host?a=1?b -> http://host/?a=1?b",
        "http://host/a#frag/ment?x -> http://host/a",
        "http://bob:pw@host:81/a -> http://host:81/a",
        "http://host:/a -> http://host/a",
        "http://bücher.example/a -> http://xn--bcher-kva.example/a",
        "http://my_source:8080/a -> http://my_source:8080/a",
        "http://[fe80::1%eth0]:8080/a -> http://[fe80::1%eth0]:8080/a",
      })
  void shouldEncodeOnlyWhatAUriRefuses(String text, String uri) {
    assertThat(SourceUrl.parse(text).uri()).hasToString(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "http://host/, host, 80",
    "https://host/, host, 443",
    "http://my_source:8080/, my_source, 8080",
    "http://[::1]/, ::1, 80",
    "https://10.0.0.1:1/, 10.0.0.1, 1",
  })
  void shouldSayWhereToConnect(String text, String host, int port) {
    SourceUrl url = SourceUrl.parse(text);

    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "http://bob:pw@host/, bob:pw",
    "http://b%20b:p%3A%40%2F@host/, b b:p:@/",
    "http://bob@host/, bob:",
    "http://bob:100%@host/, bob:100%",
    "http://bob:pü{@host/, bob:pü{",
    "http://host/bob:pw@x,",
    "http://@host/,",
  })
  void shouldDecodeTheUserPart(String text, String userInfo) {
    assertThat(SourceUrl.parse(text).userInfo()).isEqualTo(userInfo);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "rtsp://bob:s3cret@host/ -> scheme rtsp",
        "udp://@239.0.0.1:1234 -> scheme udp",
        "s3cret:x@host -> must start with http://",
        "host/s3cret -> must start with http://",
        "http:/host/s3cret -> must start with http://",
        "http:///s3cret -> no host",
        "http://:80/s3cret -> no host",
        "http://bob:s3cret@/ -> no host",
        "http://bob:s3cret@ho st/ -> space or backslash",
        "http://host\\s3cret@host/ -> space or backslash",
        "http://host:0/s3cret -> port",
        "http://host:65536/s3cret -> port",
        "http://host:-1/s3cret -> port",
        "http://bob:s3cret/x@host/ -> port",
        "http://ho<s3cret>st/ -> no valid host",
        "http://[s3cret/ -> IPv6",
        "http://[::1]s3cret/ -> IPv6",
        "http://[:::s3cret]/ -> IPv6",
        "http://[1:2]/s3cret -> neither a name nor an address",
        "http://s3cret:%ff@host/ -> UTF-8",
        "http://s3cret:%0d%0a@host/ -> control character",
        "http://host/… -> PATCH",
        "http://host/s3cret…x -> PATCH",
      })
  void shouldRefuseWithAReasonAndWithoutTheText(String text, String reason) {
    InvalidDefinitionException e =
        catchThrowableOfType(InvalidDefinitionException.class, () -> SourceUrl.parse(text));

    assertThat(e).hasMessageContaining(reason).hasNoCause();
    assertThat(e.getMessage()).doesNotContain("s3cret").doesNotContain("bob");
    assertThat(e.field()).isEqualTo("url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://host/a\nb", "http://host/a\rb", "http://host/\u0000", "http://h/\u2028"})
  void shouldRefuseControlCharactersAnywhere(String text) {
    assertThatThrownBy(() -> SourceUrl.parse(text)).hasMessageContaining("control character");
  }

  @Test
  void shouldRefuseHalfACharacter() {
    assertThatThrownBy(() -> SourceUrl.parse("http://host/\uD83D"))
        .hasMessageContaining("half a character");
  }

  @Test
  void shouldRefuseNothing() {
    assertThatThrownBy(() -> SourceUrl.parse(null)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> SourceUrl.parse("  ")).hasMessageContaining("is empty");
  }

  @Test
  void shouldTakeUpTo4096Characters() {
    String longest = "http://host/" + "a".repeat(4096 - 12);

    assertThat(SourceUrl.parse(longest).original()).isEqualTo(longest);
    assertThatThrownBy(() -> SourceUrl.parse(longest + "a")).hasMessageContaining("4096");
  }

  @Test
  void shouldDropSpacesAroundAPastedUrl() {
    assertThat(SourceUrl.parse(" http://host/a ").original()).isEqualTo("http://host/a");
  }

  @Test
  void shouldBeEqualWhenTheTextsAre() {
    assertThat(SourceUrl.parse("http://host/a"))
        .isEqualTo(SourceUrl.parse("http://host/a"))
        .hasSameHashCodeAs(SourceUrl.parse("http://host/a"))
        .isNotEqualTo(SourceUrl.parse("http://host/b"));
  }
}
