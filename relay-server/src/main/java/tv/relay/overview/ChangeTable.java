package tv.relay.overview;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Rows by key, each with the version in which it last changed, so that whoever has seen one version
 * can be given just what came after it. Nothing is kept for those who watch. For one thread.
 */
final class ChangeTable<V> {
  /** Rows that went, remembered so that whoever still shows them can be told. */
  static final int MAX_GONE = 20_000;

  private final Map<String, Row<V>> rows = new HashMap<>();
  private final Deque<Gone> gone = new ArrayDeque<>();
  private long version;
  private long forgotten;

  private static final class Row<V> {
    V value;
    long changed;
    long seen;
  }

  private record Gone(String key, long version) {}

  /** What is put from now on belongs to that version, which is higher than all before. */
  void begin(long newVersion) {
    version = newVersion;
  }

  /** The row as it was put last; null when there is none. */
  V previous(String key) {
    Row<V> row = rows.get(key);
    return row == null ? null : row.value;
  }

  void put(String key, V value) {
    Row<V> row = rows.computeIfAbsent(key, k -> new Row<>());
    row.seen = version;
    if (!value.equals(row.value)) {
      row.value = value;
      row.changed = version;
    }
  }

  /** What was not put since {@link #begin} is no more. */
  void end() {
    Iterator<Map.Entry<String, Row<V>>> all = rows.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Row<V>> entry = all.next();
      if (entry.getValue().seen != version) {
        gone.addLast(new Gone(entry.getKey(), version));
        all.remove();
      }
    }
    while (gone.size() > MAX_GONE) {
      forgotten = gone.removeFirst().version();
    }
  }

  /** Whether all that came after that version is still known. */
  boolean remembers(long since) {
    return since >= forgotten;
  }

  /** Rows that are new or different since that version; 0 gives all. */
  List<V> changedSince(long since) {
    List<V> changed = new ArrayList<>();
    for (Row<V> row : rows.values()) {
      if (row.changed > since) {
        changed.add(row.value);
      }
    }
    return changed;
  }

  /** Keys of rows that went since that version; some of them may be back. */
  List<String> goneSince(long since) {
    List<String> keys = new ArrayList<>();
    Iterator<Gone> latestFirst = gone.descendingIterator();
    while (latestFirst.hasNext()) {
      Gone row = latestFirst.next();
      if (row.version() <= since) {
        break;
      }
      keys.add(row.key());
    }
    return keys;
  }
}
