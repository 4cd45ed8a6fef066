package tv.relay.cli.value;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes in bytes: {@code 65536}, {@code 512K}, {@code 8MiB}; K, M and G count by 1024. */
public abstract class ByteSize implements ITypeConverter<Integer> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(?:([KMG])(?:IB)?)?B?");
  private static final long KIB = 1024;

  private final long leastBytes;
  private final long mostBytes;

  private ByteSize(long leastBytes, long mostBytes) {
    this.leastBytes = leastBytes;
    this.mostBytes = mostBytes;
  }

  @Override
  public final Integer convert(String text) {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    // "8MB" might mean a thousand or 1024, so it isn't guessed at.
    if (!matcher.matches() || text.strip().toUpperCase(Locale.ROOT).matches("\\d+[KMG]B")) {
      throw new TypeConversionException("'" + text + "' is not a size; " + accepted());
    }
    long bytes = Long.parseLong(matcher.group(1)) * unitBytes(matcher.group(2));
    if (bytes < leastBytes || bytes > mostBytes) {
      throw new TypeConversionException("'" + text + "' is out of range; " + accepted());
    }
    return (int) bytes;
  }

  private static long unitBytes(String unit) {
    if (unit == null) {
      return 1;
    }
    return switch (unit) {
      case "K" -> KIB;
      case "M" -> KIB * KIB;
      default -> KIB * KIB * KIB;
    };
  }

  private String accepted() {
    return "accepted are "
        + brief(leastBytes)
        + " to "
        + brief(mostBytes)
        + ", in bytes or with K, M or G: 65536, 512K, 8M, 8MiB";
  }

  private static String brief(long bytes) {
    if (bytes % (KIB * KIB * KIB) == 0) {
      return bytes / (KIB * KIB * KIB) + "G";
    }
    return bytes % (KIB * KIB) == 0 ? bytes / (KIB * KIB) + "M" : bytes / KIB + "K";
  }

  /** Size of a channel's ring. */
  public static final class OfRing extends ByteSize {
    OfRing() {
      super(64 * KIB, KIB * KIB * KIB);
    }
  }

  /** Size of a socket's buffer. */
  public static final class OfSocketBuffer extends ByteSize {
    OfSocketBuffer() {
      super(4 * KIB, 64 * KIB * KIB);
    }
  }

  /** Size of a request's head. */
  public static final class OfHeader extends ByteSize {
    OfHeader() {
      super(KIB, KIB * KIB);
    }
  }
}
