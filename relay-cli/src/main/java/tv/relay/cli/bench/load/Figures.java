package tv.relay.cli.bench.load;

import java.util.Map;
import java.util.Optional;

/**
 * What a run came to.
 *
 * @param seconds that were measured
 * @param bytes that all clients got in them
 * @param ownStream whether packets of the bench's source came; only those show latency and damage
 * @param latency from the source's making a packet to its being read, of clients that verify
 * @param firstByte from a client's connecting to the first byte of the stream
 * @param firstAccessPoint to the first random access packet
 * @param lateness how late the bench was itself
 * @param foreignStamps packets whose time stamps are not of this machine's clock
 * @param failures why clients never got a stream, and how many
 */
public record Figures(
    LoadPlan plan,
    double seconds,
    long bytes,
    Group fast,
    Group slow,
    Group stalled,
    Shares shares,
    boolean ownStream,
    Quantiles latency,
    Quantiles firstByte,
    Quantiles firstAccessPoint,
    Quantiles lateness,
    long foreignStamps,
    Map<String, Integer> failures,
    Optional<RelayCost> relay,
    OwnCost own) {

  public long bitsPerSecond() {
    return Math.round(bytes * 8 / seconds);
  }
}
