package tv.relay.cli.bench.packet;

/** Is told of the packets that a verifier finds whole. */
public interface PacketListener {

  /** A numbered packet that was made {@code latencyNanos} before it was read. */
  void numbered(long latencyNanos);

  /** A packet at which decoding can start, read at that time. */
  void accessPoint(long nowNanos);
}
