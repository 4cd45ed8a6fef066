package tv.relay.channel;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Those who want a channel: they come, wait for their answer for a limited time, get one, and go.
 * Control thread.
 */
final class Viewers {
  private final Scheduler control;
  private final Set<Viewer> all = new LinkedHashSet<>();
  private final Map<Viewer, Scheduler.Timer> waiting = new LinkedHashMap<>();

  Viewers(Scheduler control) {
    this.control = control;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  void add(Viewer viewer) {
    all.add(viewer);
  }

  /** Lets a viewer wait for its answer, and tells when it has done so for long enough. */
  void await(Viewer viewer, Duration patience, Consumer<Viewer> late) {
    waiting.put(viewer, control.after(patience, () -> late.accept(viewer)));
  }

  /**
   * Forgets a viewer.
   *
   * @return whether it was here
   */
  boolean remove(Viewer viewer) {
    Scheduler.Timer timer = waiting.remove(viewer);
    if (timer != null) {
      timer.cancel();
    }
    return all.remove(viewer);
  }

  /** Answers those who wait with the stream. */
  void start(Run run, boolean fromFirst) {
    takeWaiting().forEach(viewer -> viewer.start(run.fanout(), run.contentType(), fromFirst));
  }

  /** Answers those who wait with a no, and forgets them. */
  void refuse(Refusal refusal) {
    List<Viewer> refused = takeWaiting();
    refused.forEach(all::remove);
    refused.forEach(viewer -> viewer.refuse(refusal));
  }

  /** Forgets those who have their stream; it ends for them. */
  void clear() {
    all.clear();
  }

  private List<Viewer> takeWaiting() {
    List<Viewer> taken = List.copyOf(waiting.keySet());
    waiting.values().forEach(Scheduler.Timer::cancel);
    waiting.clear();
    return taken;
  }
}
