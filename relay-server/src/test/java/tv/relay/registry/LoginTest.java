package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private static final Login ANN = login("http://p.example/live/ann/s3c%20ret/7.ts");

  private static Login login(String url) {
    return Login.of(SourceUrl.parse(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://p.example/ann/s3c%20ret/8",
        "https://P.example:8443/movie/ann/s3c%20ret/9.mkv",
        "http://ann:s3c%20ret@p.example./anything?x=1",
        "http://p.example/get.php?username=ann&password=s3c%20ret&type=m3u_plus",
        "http://p.example/x/y/live/ann/s3c ret/7.m3u8?token=1",
      })
  void shouldBeTheSameWhereverUserAndPasswordStand(String url) {
    assertThat(login(url)).isEqualTo(ANN).hasSameHashCodeAs(ANN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://p.example/live/bob/s3c%20ret/7.ts",
        "http://p.example/live/ann/other/7.ts",
        "http://q.example/live/ann/s3c%20ret/7.ts",
        "http://p.example/live/ann/s3c%20ret/news.hd/7",
        "http://p.example/7.ts",
        "http://p.example/get.php?username=ann",
      })
  void shouldBeAnother(String url) {
    assertThat(login(url)).isNotEqualTo(ANN);
  }

  @Test
  void shouldBeTheHostAloneWithoutCredentials() {
    assertThat(login("http://h:1/a.ts")).isEqualTo(login("http://h:2/b/c?d=e"));
    assertThat(login("http://h/a.ts").hasCredentials()).isFalse();
  }

  @Test
  void shouldNotShowThem() {
    assertThat(ANN).hasToString("p.example");
  }
}
