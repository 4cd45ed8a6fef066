package tv.relay.lists;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was passed over while a list was read: all of it counted, some of each kind kept. */
final class Problems {
  static final int MAX_PER_KIND = 50;

  private final Map<Skip, Integer> counts = new EnumMap<>(Skip.class);
  private final List<ImportReport.Problem> kept = new ArrayList<>();
  private int leftOut;

  /** Counts an entry that needs no words. */
  void count(Skip kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  void add(int line, Skip kind, String text) {
    if (counts.merge(kind, 1, Integer::sum) <= MAX_PER_KIND) {
      kept.add(new ImportReport.Problem(line, kind, text));
    } else {
      leftOut++;
    }
  }

  Map<Skip, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  List<ImportReport.Problem> byLine() {
    kept.sort(Comparator.comparingInt(ImportReport.Problem::line));
    return List.copyOf(kept);
  }

  int leftOut() {
    return leftOut;
  }
}
