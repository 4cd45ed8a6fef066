package tv.relay.cli.value;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How often a second something happens: {@code 20}, {@code 0.5}. */
public abstract class Frequency implements ITypeConverter<Double> {
  private static final int MOST = 100_000;

  private final boolean never;

  private Frequency(boolean never) {
    this.never = never;
  }

  @Override
  public final Double convert(String text) {
    if (text.strip().matches("\\d{1,6}(\\.\\d{1,6})?")) {
      double frequency = Double.parseDouble(text.strip());
      if (frequency <= MOST && (never || frequency > 0)) {
        return frequency;
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not accepted; give how often a second, up to "
            + MOST
            + (never ? ", or 0 for never: 20, 0.5" : ": 20, 0.5"));
  }

  /** May be 0. */
  public static final class OrNever extends Frequency {
    OrNever() {
      super(true);
    }
  }

  /** More than 0. */
  public static final class Positive extends Frequency {
    Positive() {
      super(false);
    }
  }
}
