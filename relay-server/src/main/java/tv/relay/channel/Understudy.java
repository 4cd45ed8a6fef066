package tv.relay.channel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import tv.relay.index.AccessPoint;
import tv.relay.index.Programme;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Intake;
import tv.relay.upstream.Publisher;
import tv.relay.upstream.Reading;
import tv.relay.upstream.StreamFormat;
import tv.relay.upstream.UpstreamMeter;

/**
 * Takes in a source that is read beside the one in use, to see whether it is good again. What it
 * brings is held from its latest access point on, so that there is something to go on with at once
 * when it takes over.
 *
 * <p>The control thread decides; the rest belongs to the thread of its reader, which becomes the
 * run's once it has taken over.
 */
final class Understudy implements Intake, Publisher {
  /** Of the time that it was watched, how much of the stream must have come, in percent. */
  private static final int PACE_PERCENT = 90;

  /** One that has not shown itself good in so many times the time asked for is not. */
  private static final int PATIENCE = 4;

  /** What is held, a quarter of the ring at most, is published in so many steps. */
  private static final int STEPS = 4;

  /** From one of them to the next: a write to a socket takes a tenth of that. */
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Who is told; on the reader's thread. */
  interface Owner {
    /** It has been good for long enough, or hasn't for far too long. */
    void judged(Understudy which, boolean good);

    /** It has ended without having taken over. */
    void ended(Understudy which, Failure why);
  }

  final Candidate candidate;
  final Spares.Spare spare;
  final UpstreamMeter meter = new UpstreamMeter();

  /** Control thread. */
  Reading reader;

  private final Owner owner;
  private final long enoughNanos;
  private final int maxHeldBytes;
  private final StreamIndex scout;
  private byte[] held = new byte[64 * TsPacket.BYTES];
  private int heldBytes;

  /** Number of the first packet held, or of the next one. */
  private long heldFrom;

  private boolean begun;
  private long beganNanos;
  private boolean told;
  private String contentType;
  private Publisher stage;

  /** Written by the control thread, once the run's last reader has ended. */
  private volatile Run takesOver;

  /**
   * Nothing is read yet.
   *
   * @param spare given back once its reader has ended, unless it took over
   * @param enoughNanos how long it has to be good
   * @param maxHeldBytes what may be published at once
   */
  Understudy(
      Candidate candidate, Spares.Spare spare, long enoughNanos, int maxHeldBytes, Owner owner) {
    this.candidate = candidate;
    this.spare = spare;
    this.enoughNanos = enoughNanos;
    this.maxHeldBytes = maxHeldBytes;
    this.owner = owner;
    this.scout = new StreamIndex(maxHeldBytes / TsPacket.BYTES);
  }

  /** From its next data on it is the run's reader; the control thread calls this. */
  void takeOver(Run run) {
    takesOver = run;
  }

  /** The run it has taken over, or null. */
  Run run() {
    return takesOver;
  }

  /** As its tables have it. */
  Programme programme() {
    return scout.programme();
  }

  /** Of its stream, in 90 kHz; ABSENT before the first. */
  long clockTicks() {
    return scout.vitals().clockTicks();
  }

  @Override
  public Publisher open(StreamFormat format, String type) {
    contentType = type;
    return format == StreamFormat.TRANSPORT_STREAM ? this : null;
  }

  @Override
  public int chunkBytes() {
    return TsPacket.BYTES;
  }

  @Override
  public void publish(byte[] source, int offset, int length, long nanoTime) {
    if (stage == null && takesOver != null) {
      stage = takesOver.open(StreamFormat.TRANSPORT_STREAM, contentType);
      publishInSteps(
          stage, held, heldBytes, maxHeldBytes / STEPS, nanoTime, LockSupport::parkNanos);
      held = null;
    }
    if (stage != null) {
      stage.publish(source, offset, length, nanoTime);
    } else {
      rehearse(source, offset, length, nanoTime);
    }
  }

  /**
   * Publishes more than may go into a ring at once: who has just been told that what it reads is
   * safe gets time to have read it.
   */
  static void publishInSteps(
      Publisher to, byte[] packets, int length, int maxStep, long nanoTime, LongConsumer pause) {
    int step = Math.max(1, maxStep / TsPacket.BYTES) * TsPacket.BYTES;
    for (int at = 0; at < length; at += step) {
      if (at > 0) {
        pause.accept(STEP_NANOS);
      }
      to.publish(packets, at, Math.min(step, length - at), nanoTime);
    }
  }

  private void rehearse(byte[] source, int offset, int length, long nanoTime) {
    if (!begun) {
      begun = true;
      beganNanos = nanoTime;
    }
    long first = heldFrom + heldBytes / TsPacket.BYTES;
    scout.packets(source, offset, length, first, nanoTime);
    hold(source, offset, length);
    AccessPoint newest = scout.points().newest();
    drop(newest == null ? first : newest.entry());
    if (!told && nanoTime - beganNanos >= enoughNanos) {
      judge(nanoTime - beganNanos);
    }
  }

  private void hold(byte[] source, int offset, int length) {
    if (heldBytes + length > maxHeldBytes) {
      // A group too long to be held: it will have to go on at the access point after.
      heldFrom += (heldBytes + length) / TsPacket.BYTES;
      heldBytes = 0;
      return;
    }
    if (heldBytes + length > held.length) {
      held = Arrays.copyOf(held, Math.min(maxHeldBytes, 2 * (heldBytes + length)));
    }
    System.arraycopy(source, offset, held, heldBytes, length);
    heldBytes += length;
  }

  /** Those before that number are not needed any more. */
  private void drop(long from) {
    int gone = (int) Math.min(heldBytes, Math.max(0, from - heldFrom) * TsPacket.BYTES);
    System.arraycopy(held, gone, held, 0, heldBytes - gone);
    heldBytes -= gone;
    heldFrom += gone / TsPacket.BYTES;
  }

  private void judge(long watchedNanos) {
    long clockNanos = scout.vitals().clockNanos();
    boolean hasClock = scout.programme().clockPid() != TsPacket.NULL_PID;
    boolean inTime = !hasClock || clockNanos * 100 >= watchedNanos * PACE_PERCENT;
    if (inTime && !scout.points().isEmpty()) {
      told = true;
      owner.judged(this, true);
    } else if (watchedNanos >= PATIENCE * enoughNanos) {
      told = true;
      owner.judged(this, false);
    }
  }

  @Override
  public void published() {
    if (stage != null) {
      takesOver.published();
    }
  }

  @Override
  public void ended(Failure failure) {
    Run run = takesOver;
    if (run != null) {
      run.ended(failure);
    } else {
      owner.ended(this, failure);
    }
  }
}
