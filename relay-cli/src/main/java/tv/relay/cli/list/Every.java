package tv.relay.cli.list;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How often something is fetched: {@code 30m}, {@code 6h}, {@code 2d}; 0 for on demand. */
final class Every implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})([mhd])");
  private static final Duration MOST = Duration.ofDays(31);

  Every() {}

  @Override
  public Duration convert(String text) {
    if (text.strip().equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration every =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
      if (!every.isZero() && every.compareTo(MOST) <= 0) {
        return every;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not accepted; give 30m, 6h or 2d, at most 31d, or 0 for on demand");
  }
}
