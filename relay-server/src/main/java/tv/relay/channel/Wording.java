package tv.relay.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tv.relay.index.Repair;

/** What happens to sources, in words for people. Pure functions but for the time of day. */
final class Wording {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Wording() {}

  /** How a connection's packets were made to follow. */
  static String of(Repair repair) {
    return switch (repair.kind()) {
      case OVERLAP -> "went on without a gap" + trimmed(repair);
      case CONTINUED ->
          "went on at an access point behind a gap of "
              + of(Duration.ofMillis(repair.gapMillis()))
              + trimmed(repair);
      case REBASED ->
          "another programme or clock: its times were made to follow, behind a gap of "
              + of(Duration.ofMillis(repair.gapMillis()));
    };
  }

  private static String trimmed(Repair repair) {
    if (repair.trimmedBytes() == 0) {
      return "";
    }
    String bytes = String.format(Locale.ROOT, "%,d bytes", repair.trimmedBytes());
    String time =
        repair.trimmedMillis() == 0
            ? ""
            : " (" + of(Duration.ofMillis(repair.trimmedMillis())) + ")";
    return ": " + bytes + time + " that the source repeated were left out";
  }

  /** Until when a source is passed over, from now on; empty when it isn't. */
  static String cooling(Duration rest) {
    if (rest.isZero()) {
      return "";
    }
    Instant until = Instant.now().plus(rest).truncatedTo(ChronoUnit.SECONDS);
    return "; cooling down for "
        + (rest.toMillis() + 999) / 1_000
        + " s, until "
        + TIME.format(until.atZone(ZoneId.systemDefault()));
  }

  static String of(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }
}
