package tv.relay.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both forms that a provider may say it in, and those that it may get wrong. */
class RetryAfterTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "' 120 ', 120", "3601, 3600", "99999999999999999999, 3600"})
  void shouldReadSecondsWithinBounds(String text, long seconds) {
    assertThat(RetryAfter.of(saying(text))).isEqualTo(Duration.ofSeconds(seconds));
  }

  /** The provider's clock may be years off: what counts is the distance between its own two. */
  @ParameterizedTest
  @CsvSource({
    "'Fri, 31 Dec 1999 23:59:59 GMT', 59",
    "'Fri, 31 Dec 1999 23:00:00 GMT', 0",
    "'Sat, 01 Jan 2000 23:59:59 GMT', 3600"
  })
  void shouldReadADateByTheClockOfTheSource(String text, long seconds) {
    HttpResponse response = saying(text);
    response.setHeader("Date", "Fri, 31 Dec 1999 23:59:00 GMT");
    assertThat(RetryAfter.of(response)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void shouldReadADateByItsOwnClockWhenTheSourceTellsNone() {
    Instant then = Instant.now().plusSeconds(100);
    assertThat(RetryAfter.of(saying(DateUtils.formatStandardDate(then))))
        .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1.5", "31 Dec"})
  void shouldPassOverWhatCantBeUnderstood(String text) {
    assertThat(RetryAfter.of(saying(text))).isNull();
  }

  @Test
  void shouldCountForTheTwoStatusesThatMeanComeBackLater() {
    assertThat(failure(429).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(failure(503).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(failure(500).retryAfter()).isNull();
    assertThat(failure(404).retryAfter()).isNull();
  }

  private static Failure failure(int status) {
    HttpResponse response = new BasicHttpResponse(status);
    response.setHeader("Retry-After", "7");
    return ConnectFailures.status(response).failure();
  }

  private static HttpResponse saying(String text) {
    HttpResponse response = new BasicHttpResponse(503);
    response.setHeader("Retry-After", text);
    return response;
  }
}
