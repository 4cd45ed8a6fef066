package tv.relay.cli.bench.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tv.relay.cli.bench.packet.Tally;

/** Makes figures of what the clients have seen. */
final class Evaluation {
  /** Who gets less of the rate is starved. */
  private static final double STARVED_BELOW = 0.98;

  /** What may be under way at either end of the measurement: a relay sends in pieces. */
  private static final double SLACK_SECONDS = 0.1;

  private final LoadPlan plan;
  private final List<ClientResult> clients;
  private final Measurements measurements;
  private final double seconds;

  Evaluation(LoadPlan plan, List<ClientResult> clients, Measurements measurements, long nanos) {
    this.plan = plan;
    this.clients = clients;
    this.measurements = measurements;
    seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }

  Figures figures(Optional<RelayCost> relay, OwnCost own) {
    return new Figures(
        plan,
        seconds,
        clients.stream().mapToLong(ClientResult::bytes).sum(),
        group(ClientKind::isFast),
        group(kind -> kind == ClientKind.SLOW),
        group(kind -> kind == ClientKind.STALLED),
        shares(),
        clients.stream().anyMatch(ClientResult::own),
        Quantiles.of(measurements.latency),
        Quantiles.of(measurements.firstByte),
        Quantiles.of(measurements.firstAccessPoint),
        Quantiles.of(measurements.lateness),
        measurements.foreignStamps,
        Map.copyOf(measurements.failures),
        relay,
        own);
  }

  private Group group(Predicate<ClientKind> ofKind) {
    List<ClientResult> members = clients.stream().filter(c -> ofKind.test(c.kind())).toList();
    return new Group(
        members.size(),
        (int) members.stream().filter(ClientResult::playingAfter).count(),
        (int) members.stream().filter(ClientResult::waiting).count(),
        (int) members.stream().filter(ClientResult::gone).count(),
        members.stream().mapToLong(ClientResult::bytes).sum(),
        members.stream().map(ClientResult::tally).reduce(Tally.NONE, Tally::plus),
        members.stream().map(ClientResult::tallyAtLast).reduce(Tally.NONE, Tally::plus));
  }

  private Shares shares() {
    List<ClientResult> steady =
        clients.stream().filter(c -> c.kind().isFast() && c.steady()).toList();
    Map<Integer, Long> most = new HashMap<>();
    steady.forEach(c -> most.merge(c.target(), c.bytes(), Math::max));
    double[] shares = new double[steady.size()];
    int starved = 0;
    for (int i = 0; i < shares.length; i++) {
      ClientResult client = steady.get(i);
      double full = full(most.get(client.target()));
      shares[i] = full == 0 ? 0 : client.bytes() / full;
      double slack = full * SLACK_SECONDS / seconds;
      starved += client.bytes() + slack < full * STARVED_BELOW || full == 0 ? 1 : 0;
    }
    Arrays.sort(shares);
    int last = shares.length - 1;
    return new Shares(
        Math.round(
            full(most.values().stream().mapToLong(Long::longValue).max().orElse(0)) * 8 / seconds),
        shares.length,
        last < 0 ? 0 : shares[0],
        last < 0 ? 0 : shares[last / 2],
        last < 0 ? 0 : shares[last],
        starved);
  }

  /** Bytes that a client should have got. */
  private double full(long mostBytes) {
    return plan.rateBitsPerSecond() == 0 ? mostBytes : plan.rateBitsPerSecond() * seconds / 8;
  }
}
