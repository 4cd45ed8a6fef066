package tv.relay.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tv.relay.mpegts.TsPacket;

/**
 * Plays the clip to one connection in real time, on the thread that calls. The schedule is
 * absolute, counted from the start on the monotonic clock, so no delay adds up. The stream runs
 * {@link #LEAD_NANOS} ahead, which gives a player something to begin with and evens out our own
 * turns.
 */
final class PacedPlayer {

  /** How far the stream runs ahead of the clock; also the burst at the start. */
  static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  /** Packets go out together in turns of this length, and late by no more than that. */
  static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** More than a turn of the clip at its peak; a longer backlog is written in several pieces. */
  private static final int BUFFER_BYTES = 128 * TsPacket.BYTES;

  private final EndlessClip clip;
  private final WriteDeadline deadline;

  PacedPlayer(Clip clip, WriteDeadline deadline) {
    this.clip = new EndlessClip(clip);
    this.deadline = deadline;
  }

  /**
   * Plays until the thread is interrupted.
   *
   * @throws IOException when the client has left, or took nothing before the deadline
   */
  void play(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long startNanos = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      int length = clip.take(System.nanoTime() - startNanos + LEAD_NANOS, buffer);
      if (length > 0) {
        deadline.write(out, buffer, length);
      }
      parkUntil(startNanos + turnFor(clip.nextDueNanos() - LEAD_NANOS));
    }
  }

  /** The end of the turn in which the time lies. */
  private static long turnFor(long nanos) {
    return -Math.floorDiv(-nanos, TURN_NANOS) * TURN_NANOS;
  }

  private static void parkUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = nanoTime - System.nanoTime();
    }
  }
}
