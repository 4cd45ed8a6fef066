package tv.relay.cli.bench.compare;

import java.util.List;
import java.util.Optional;

/** One load, and the relays that it was put on. */
record Row(String name, String title, List<Entry> entries) {
  static final String RELAY = "relay";
  static final String FLOOR = "floor";
  static final String CPU = "/relay/cpuSecondsPerGigabyte";

  Optional<Entry> entry(String who) {
    return entries.stream().filter(entry -> entry.who().equals(who)).findFirst();
  }

  /** How many times the floor's figure somebody's is, by medians; NaN where one is missing. */
  double timesTheFloor(Entry entry) {
    Series floor = entry(FLOOR).map(each -> each.series(CPU)).orElse(Series.NONE);
    return entry.series(CPU).median() / floor.median();
  }
}
