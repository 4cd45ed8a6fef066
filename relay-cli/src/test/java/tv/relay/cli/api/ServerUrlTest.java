package tv.relay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ServerUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://relay.example/, http://relay.example:80",
    "HTTPS://relay.example/tv/, https://relay.example:443/tv",
    "http://[::1]:8080, http://[::1]:8080"
  })
  void shouldReadUrls(String text, String normal) {
    assertThat(new ServerUrl.Converter().convert(text)).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8080",
        "ftp://a/",
        "http://",
        "http://u:p@a/",
        "http://a/?b",
        "http://a b"
      })
  void shouldSayWhichUrlsAreAccepted(String text) {
    assertThatThrownBy(() -> new ServerUrl.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("http://HOST:PORT");
  }

  @Test
  void shouldKnowThisMachine() {
    assertThat(new ServerUrl.Converter().convert("http://127.0.0.1:1").local()).isTrue();
    assertThat(new ServerUrl.Converter().convert("http://[::1]:1").local()).isTrue();
    // An address for documentation, which no machine has.
    assertThat(new ServerUrl.Converter().convert("http://192.0.2.1:1").local()).isFalse();
  }
}
