package tv.relay.testing;

import java.util.ArrayList;
import java.util.List;

/** Counts all damage, keeps the first of it. Guarded by its verifier. */
final class DamageReport {

  private static final int KEPT = 100;

  private final List<Damage> first = new ArrayList<>();
  private long count;

  void add(Damage.Kind kind, long offset, String format, Object... values) {
    count++;
    if (first.size() < KEPT) {
      first.add(new Damage(kind, offset, String.format(format, values)));
    }
  }

  long count() {
    return count;
  }

  List<Damage> first() {
    return List.copyOf(first);
  }

  String describe() {
    StringBuilder text = new StringBuilder();
    first.stream().limit(10).forEach(damage -> text.append("\n  ").append(damage));
    return text.toString();
  }
}
