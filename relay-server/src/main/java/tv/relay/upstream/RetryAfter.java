package tv.relay.upstream;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * How long a source asks to be left alone: Retry-After as seconds or as a date (RFC 9110, 10.2.3),
 * at most {@value #LONGEST_SECONDS} s.
 */
final class RetryAfter {
  static final long LONGEST_SECONDS = 3_600;

  private RetryAfter() {}

  /** Null when the response doesn't say, or says something that can't be understood. */
  static Duration of(HttpResponse response) {
    String value = value(response, "Retry-After");
    if (value == null) {
      return null;
    }
    if (value.matches("\\d+")) {
      // More digits than a long has are more than the most in any case.
      return bounded(value.length() > 9 ? LONGEST_SECONDS : Long.parseLong(value));
    }
    Instant then = DateUtils.parseStandardDate(value);
    return then == null ? null : bounded(Duration.between(now(response), then).toSeconds());
  }

  /** By the source's own clock if it tells it: the two may be minutes apart. */
  private static Instant now(HttpResponse response) {
    String date = value(response, "Date");
    Instant theirs = date == null ? null : DateUtils.parseStandardDate(date);
    return theirs == null ? Instant.now() : theirs;
  }

  private static Duration bounded(long seconds) {
    return Duration.ofSeconds(Math.max(0, Math.min(LONGEST_SECONDS, seconds)));
  }

  private static String value(HttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null || header.getValue() == null ? null : header.getValue().trim();
  }
}
