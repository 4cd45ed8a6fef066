package tv.relay.cli.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a run does.
 *
 * @param targets clients go round over them
 * @param fast clients that take all there is, those that verify included
 * @param verifying of those, the ones that check every packet
 * @param rateBitsPerSecond what a fast client should get; 0 where it is not known
 * @param slowBitsPerSecond what each slow client takes
 * @param zapsPerSecond fast clients that leave and join another target, all together
 * @param rampPerSecond clients that connect in a second at the beginning
 * @param warmUp between the last client's connecting and the measurement
 * @param duration of the measurement
 * @param drain how long slow and stalled clients then take all there is, so that it can be checked
 * @param discardThreads threads for the clients that discard; there is one more for the others
 * @param bufferBytes receive buffer of a fast client
 * @param slowBufferBytes receive buffer of a slow or stalled client
 */
public record LoadPlan(
    List<Target> targets,
    int fast,
    int verifying,
    long rateBitsPerSecond,
    int slow,
    long slowBitsPerSecond,
    int stalled,
    double zapsPerSecond,
    double rampPerSecond,
    Duration warmUp,
    Duration duration,
    Duration drain,
    int discardThreads,
    int bufferBytes,
    int slowBufferBytes) {

  public int clients() {
    return fast + slow + stalled;
  }

  /**
   * Who connects in which order: the first of each target at first, then the kinds mixed, so that
   * none has the better start.
   */
  List<Seat> seats() {
    Map<ClientKind, Integer> next = new EnumMap<>(ClientKind.class);
    // Each kind goes round by itself, from where the one before has ended: as many for each target.
    next.put(ClientKind.VERIFYING, 0);
    next.put(ClientKind.DISCARDING, verifying);
    next.put(ClientKind.SLOW, fast);
    next.put(ClientKind.STALLED, fast + slow);
    boolean[] taken = new boolean[targets.size()];
    List<Seat> starters = new ArrayList<>();
    List<Seat> others = new ArrayList<>();
    for (ClientKind kind : kinds()) {
      int target = (next.merge(kind, 1, Integer::sum) - 1) % targets.size();
      (taken[target] ? others : starters).add(new Seat(kind, target, !taken[target]));
      taken[target] = true;
    }
    starters.addAll(others);
    return starters;
  }

  /**
   * One client's part.
   *
   * @param target number of the target that it begins with
   * @param starts whether it is the first there
   */
  record Seat(ClientKind kind, int target, boolean starts) {}

  private List<ClientKind> kinds() {
    Map<ClientKind, Integer> all = new EnumMap<>(ClientKind.class);
    all.put(ClientKind.DISCARDING, fast - verifying);
    all.put(ClientKind.VERIFYING, verifying);
    all.put(ClientKind.SLOW, slow);
    all.put(ClientKind.STALLED, stalled);
    Map<ClientKind, Integer> taken = new EnumMap<>(ClientKind.class);
    List<ClientKind> order = new ArrayList<>();
    while (order.size() < clients()) {
      ClientKind next = null;
      double least = Double.MAX_VALUE;
      for (Map.Entry<ClientKind, Integer> kind : all.entrySet()) {
        int soFar = taken.getOrDefault(kind.getKey(), 0);
        if (soFar < kind.getValue() && (soFar + 0.5) / kind.getValue() < least) {
          least = (soFar + 0.5) / kind.getValue();
          next = kind.getKey();
        }
      }
      taken.merge(next, 1, Integer::sum);
      order.add(next);
    }
    return order;
  }
}
