package tv.relay.cli.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bits per second: {@code 8M}, {@code 2.5M}, {@code 500k}; k and M count by 1000. */
public final class BitRate implements ITypeConverter<Long> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)([KM])?(?:BIT/S)?");

  /** Less leaves no room for tables and access points in a stream; more is no television. */
  private static final long LEAST = 200_000;

  private static final long MOST = 1_000_000_000;

  BitRate() {}

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is not a bit rate; " + accepted());
    }
    BigDecimal rate = new BigDecimal(matcher.group(1));
    if (matcher.group(2) != null) {
      rate = rate.scaleByPowerOfTen(matcher.group(2).equals("K") ? 3 : 6);
    }
    long bitsPerSecond = rate.longValue();
    if (bitsPerSecond < LEAST || bitsPerSecond > MOST) {
      throw new TypeConversionException("'" + text + "' is out of range; " + accepted());
    }
    return bitsPerSecond;
  }

  private static String accepted() {
    return "accepted are 200k to 1000M, in bits per second or with k or M: 8M, 2.5M, 500k";
  }
}
