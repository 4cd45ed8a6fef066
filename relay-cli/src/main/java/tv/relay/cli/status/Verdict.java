package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import tv.relay.cli.terminal.Amounts;

/** Whose fault it is that a client misses something: its link's, the source's, or the relay's. */
public final class Verdict {
  public static final String NOTHING = "-";

  private Verdict() {}

  /** On a client as {@code /status} describes it, in words. */
  public static String of(JsonNode client) {
    Loss loss = Loss.of(client);
    List<String> faults = new ArrayList<>();
    if (loss.chunks() > 0) {
      faults.add(skips(loss));
    }
    if (loss.unfinishedCuts() > 0) {
      faults.add("relay: no memory to finish " + counted(loss.unfinishedCuts(), "picture"));
    }
    List<String> source = new ArrayList<>();
    add(source, client.path("sourceGaps").asLong(), "gap");
    add(source, client.path("sourceReconnects").asLong(), "reconnect");
    if (!source.isEmpty()) {
      faults.add("source: " + String.join(", ", source));
    }
    return faults.isEmpty() ? NOTHING : String.join("; ", faults);
  }

  private static String skips(Loss loss) {
    boolean relayOnly = loss.lateSkips() > 0 && loss.lateSkips() >= loss.skips();
    String text =
        (relayOnly ? "relay too late: " : "link too slow: ")
            + Amounts.millis(loss.millis())
            + " lost in "
            + counted(loss.skips(), "skip");
    return relayOnly || loss.lateSkips() == 0
        ? text
        : text + ", " + loss.lateSkips() + " of them since the relay was too late";
  }

  /** Adds the trouble to the list, if there was any. */
  static void add(List<String> troubles, long count, String noun) {
    if (count > 0) {
      troubles.add(counted(count, noun));
    }
  }

  /** As {@code 1 skip}, {@code 2 skips}. */
  public static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
