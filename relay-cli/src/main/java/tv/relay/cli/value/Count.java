package tv.relay.cli.value;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many of something. */
public abstract class Count implements ITypeConverter<Integer> {
  private final int least;
  private final int most;

  private Count(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public final Integer convert(String text) {
    String digits = text.strip();
    if (digits.matches("\\d{1,9}")) {
      int count = Integer.parseInt(digits);
      if (count >= least && count <= most) {
        return count;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not accepted; give a whole number from " + least + " to " + most);
  }

  /** A limit on clients or channels. */
  public static final class OfLimit extends Count {
    OfLimit() {
      super(1, 1_000_000);
    }
  }

  /** Channels live at the same time; 0 for as many as there can be. */
  public static final class OfLiveChannels extends Count {
    OfLiveChannels() {
      super(0, 10_000);
    }
  }

  /** Connections of an account. */
  public static final class OfConnections extends Count {
    OfConnections() {
      super(1, 10_000);
    }
  }

  /** Connections of an account; 0 for no limit. */
  public static final class OfConnectionsOrNone extends Count {
    OfConnectionsOrNone() {
      super(0, 10_000);
    }
  }

  /** Tuners; 0 for as many as there can be. */
  public static final class OfTuners extends Count {
    OfTuners() {
      super(0, 100);
    }
  }

  /** How often to try. */
  public static final class OfTries extends Count {
    OfTries() {
      super(1, 100);
    }
  }

  /** A number of threads; 0 leaves the choice to the server. */
  public static final class OfThreads extends Count {
    OfThreads() {
      super(0, 1_024);
    }
  }

  /** How many clients a load has, of one kind. */
  public static final class OfClients extends Count {
    OfClients() {
      super(0, 100_000);
    }
  }

  /** How many channels a source has. */
  public static final class OfChannels extends Count {
    OfChannels() {
      super(1, 1_000);
    }
  }

  /** How many of a hundred. */
  public static final class OfHundred extends Count {
    OfHundred() {
      super(0, 100);
    }
  }

  /** The id of a process. */
  public static final class OfProcess extends Count {
    OfProcess() {
      super(1, 99_999_999);
    }
  }
}
