package tv.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoggedPathTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/live/news.ts, /live/news.ts",
    "/api/v1/channels/news/next, /api/v1/channels/news/next",
    "/status/news, /status/news",
    "/live/ann/secret/17.ts, /live/***/***/17.ts",
    "/live/ann/secret/x/17.ts, /live/***/***/***/17.ts",
    "/ann/secret/17, /***/***/17",
    "/ann/secret/17.ts, /***/***/17.ts",
    "/live/ann/secret, /live/***/***",
    "/live/ann/secret/, /live/***/***/",
    "/live/ann/secret/next/secret, /live/***/***/***/***",
    "/live/ann/12345, /live/***/***",
    "/timeshift/ann/secret/60/2024-01-01:10-00/17.ts, /timeshift/***/***/***/***/17.ts",
    "/movie/secret, /movie/***",
    "/ann/secret, /***/***",
    "/ann/secret/, /***/***/",
    "/ann/12345, /***/***",
    "/ann/secret/secret.ts, /***/***/***",
    "/status/secret/17, /***/***/17",
    "/page/page.js, /page/page.js",
    "/playlist.m3u, /playlist.m3u",
    "/a/b/c/d/e/f/g/h/i/j/k/l/m, /***/***/***/***/***/***/***/***/***/***/***",
    "'', ''"
  })
  void shouldHideWhatMayBeAPassword(String path, String shown) {
    assertThat(LoggedPath.of(path)).isEqualTo(shown);
  }

  @Test
  void shouldBeBounded() {
    assertThat(LoggedPath.of("/" + "x".repeat(20_000))).hasSizeLessThan(400);
  }
}
