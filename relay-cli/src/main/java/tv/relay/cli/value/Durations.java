package tv.relay.cli.value;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations: {@code 50ms}, {@code 10s}, {@code 2m}, {@code 1h}, {@code 0}. */
public abstract class Durations implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)|0");

  private final Duration least;
  private final Duration most;

  /** How it may be written. */
  private final String forms;

  private Durations(Duration least) {
    this(least, Duration.ofDays(7), "a number with ms, s, m or h, up to 168h: 50ms, 10s, 2m");
  }

  private Durations(Duration least, Duration most, String forms) {
    this.least = least;
    this.most = most;
    this.forms = forms;
  }

  @Override
  public final Duration convert(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is not a duration; " + accepted());
    }
    Duration duration =
        matcher.group(1) == null
            ? Duration.ZERO
            : of(Long.parseLong(matcher.group(1)), matcher.group(2));
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw new TypeConversionException("'" + text + "' is out of range; " + accepted());
    }
    return duration;
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private String accepted() {
    return "accepted is " + forms + (least.isZero() ? ", or 0" : "; not 0");
  }

  /** A duration that may be zero. */
  public static final class OrZero extends Durations {
    OrZero() {
      super(Duration.ZERO);
    }
  }

  /**
   * How long data may wait to be sent. No longer than a second: meanwhile a source is not read, and
   * what it sends has no more room than its socket's buffer.
   */
  public static final class OfDelivery extends Durations {
    OfDelivery() {
      super(Duration.ZERO, Duration.ofSeconds(1), "a number with ms or s, up to 1s: 50ms");
    }
  }

  /** A duration of at least a millisecond. */
  public static final class Positive extends Durations {
    Positive() {
      super(Duration.ofMillis(1));
    }
  }
}
