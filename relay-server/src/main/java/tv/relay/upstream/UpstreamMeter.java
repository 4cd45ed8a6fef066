package tv.relay.upstream;

import java.util.concurrent.TimeUnit;

/**
 * What a channel's reader has received. Written by the reader's thread alone (one at a time over a
 * channel's life), read by any; the figures are each right by themselves.
 */
public final class UpstreamMeter {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(2);

  private volatile long receivedBytes;
  private volatile long skippedBytes;
  private volatile int packetDistanceBytes;
  private volatile long lastByteNanos;
  private volatile long bitrateBps;
  private long windowStartNanos;
  private long windowBytes;

  /** Written by another thread before this meter's reader next counts. */
  private volatile UpstreamMeter next;

  /** Whether the next one counts. */
  private boolean passedOn;

  /** A connection stands: the bitrate is measured anew. */
  void begin(long nanoTime) {
    windowStartNanos = nanoTime;
    windowBytes = 0;
    bitrateBps = 0;
    packetDistanceBytes = 0;
  }

  /**
   * What comes from now on counts there, whose reader has ended. Any thread.
   *
   * @param other of the channel that this meter's reader now reads for
   */
  public void continueIn(UpstreamMeter other) {
    next = other;
  }

  /** Where to count: here or, from when it is told so, in the next one. */
  private UpstreamMeter counting(long nanoTime) {
    if (next == null) {
      return this;
    }
    if (!passedOn) {
      passedOn = true;
      next.begin(nanoTime);
      next.packetDistanceBytes = packetDistanceBytes;
    }
    return next;
  }

  void received(int bytes, long nanoTime) {
    counting(nanoTime).count(bytes, nanoTime);
  }

  private void count(int bytes, long nanoTime) {
    long total = receivedBytes + bytes;
    receivedBytes = total;
    lastByteNanos = nanoTime;
    windowBytes += bytes;
    long elapsed = nanoTime - windowStartNanos;
    if (elapsed >= WINDOW_NANOS) {
      bitrateBps = (long) (windowBytes * 8e9 / elapsed);
      windowStartNanos = nanoTime;
      windowBytes = 0;
    }
  }

  void skipped(long bytes) {
    UpstreamMeter meter = counting(lastByteNanos);
    long total = meter.skippedBytes + bytes;
    meter.skippedBytes = total;
  }

  void packetDistance(int bytes) {
    counting(lastByteNanos).packetDistanceBytes = bytes;
  }

  /** Body bytes received since the channel exists. */
  public long receivedBytes() {
    return receivedBytes;
  }

  /** Bytes that were no part of a packet and were left out. */
  public long skippedBytes() {
    return skippedBytes;
  }

  /**
   * From the beginning of one packet to that of the next: 188, or 192 or 204 where the source sends
   * something between them; 0 before the first packet, and for a source that sends none.
   */
  public int packetDistanceBytes() {
    return packetDistanceBytes;
  }

  /** When the latest bytes came, as of {@link System#nanoTime}; 0 before the first. */
  public long lastByteNanos() {
    return lastByteNanos;
  }

  /** Bits per second over the last two whole seconds of reading; 0 while not yet known. */
  public long bitrateBps() {
    return bitrateBps;
  }
}
