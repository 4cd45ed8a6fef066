package tv.relay.cli.bench.load;

import java.util.concurrent.TimeUnit;

/** How much a client wants to take at a time. For one thread. */
final class Appetite {
  private final ClientKind kind;
  private final long bytesPerSecond;
  private long creditBytes;
  private long creditNanos;

  Appetite(ClientKind kind, long slowBitsPerSecond) {
    this.kind = kind;
    bytesPerSecond = slowBitsPerSecond / 8;
  }

  /** From now on a slow client may take something. */
  void begin(long nowNanos) {
    creditBytes = 0;
    creditNanos = nowNanos;
  }

  /** Bytes that it takes now; what a slow client doesn't take it may take within a second. */
  int bytes(long nowNanos, boolean draining) {
    if (kind.isFast() || draining) {
      return Integer.MAX_VALUE;
    }
    if (kind == ClientKind.STALLED) {
      return 0;
    }
    long earned = bytesPerSecond * (nowNanos - creditNanos) / TimeUnit.SECONDS.toNanos(1);
    creditNanos = nowNanos;
    creditBytes = Math.min(creditBytes + earned, bytesPerSecond);
    return (int) creditBytes;
  }

  void took(int bytes) {
    creditBytes -= bytes;
  }
}
