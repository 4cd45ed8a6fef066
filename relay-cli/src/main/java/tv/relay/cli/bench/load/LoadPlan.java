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

  /** The kinds in the order in which clients connect: mixed, so that none has the better start. */
  List<ClientKind> order() {
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
