package tv.relay.delivery;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;

/**
 * The subscribers of one channel on one I/O thread, served together. Belongs to that thread but for
 * {@link #execute}. It holds the ring as long as it has subscribers.
 */
final class Lane {
  /** What one subscriber may write before the others have their turn. */
  private static final int TURN_BYTES = Subscriber.WRITE_BYTES;

  /**
   * So many are looked at before the first of them is written to. What is known of a client has
   * left the processor's caches since its last turn; looked for one after the other, with a system
   * call between, it would be waited for each time, while those together are waited for at once.
   */
  private static final int TOGETHER = 8;

  /**
   * Those without room are left alone but for this, and for the sweep: often enough to find them
   * before the writer does, since a cursor counts as overtaken an eighth of the ring ahead.
   */
  private static final int LOOKS_PER_RING = 64;

  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Fanout fanout;
  private final DeliveryLoop loop;
  private final ByteBuffer view;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final LossLog lossLog;
  private final Subscriber[] together = new Subscriber[TOGETHER];
  private long servedHead = -1;

  /** The head when those without room were last looked at. */
  private long lookedHead = -1;

  /** Somebody has used up a turn and still has more to send, whatever is published meanwhile. */
  private boolean unfinished;

  /** Somebody was left with less than a segment, for the next turn. */
  private boolean restLeft;

  private long sweptNanos;

  Lane(Fanout fanout, DeliveryLoop loop) {
    this.fanout = fanout;
    this.loop = loop;
    this.view = fanout.ring().view();
    this.lossLog = new LossLog(fanout.channelId());
  }

  void execute(Runnable task) {
    loop.execute(task);
  }

  Edge edge() {
    return fanout.edge();
  }

  boolean isTransportStream() {
    return fanout.index() != null;
  }

  Ring ring() {
    return fanout.ring();
  }

  long clientTimeoutNanos() {
    return loop.clientTimeoutNanos();
  }

  long nanoTime() {
    return loop.nanoTime();
  }

  /** Whether there is a turn again soon, whatever comes. */
  boolean isTicking() {
    return loop.isTicking();
  }

  LossLog lossLog() {
    return lossLog;
  }

  /** A subscriber has less than another segment left to send; it is due at the next tick. */
  void leaveRest() {
    restLeft = true;
  }

  void add(Subscriber subscriber) {
    // Before the loop has this: whoever is on the list can be taken off it again.
    subscribers.add(subscriber);
    if (subscribers.size() == 1) {
      loop.add(this);
    }
  }

  boolean has(Subscriber subscriber) {
    return subscribers.contains(subscriber);
  }

  void remove(Subscriber subscriber, Departure why) {
    int at = subscribers.indexOf(subscriber);
    if (at < 0) {
      return;
    }
    // Order does not matter: the last takes the free place.
    Subscriber last = subscribers.remove(subscribers.size() - 1);
    if (last != subscriber) {
      subscribers.set(at, last);
    }
    lossLog.left(subscriber.lossStory());
    fanout.departed(subscriber, why);
    if (subscribers.isEmpty()) {
      loop.remove(this);
    }
    ring().release();
  }

  /** One turn for one subscriber, whose socket has room again. */
  void serve(Subscriber subscriber) {
    if (subscriber.turn(view, fanout.softMark(), TURN_BYTES, nanoTime())) {
      unfinished = true;
      loop.signal();
    }
  }

  /**
   * One turn for each subscriber, if there is anything new or a look at the stuck ones is due.
   *
   * @return whether another turn is due at once
   */
  boolean turn(long nanoTime) {
    fanout.advance();
    long head = fanout.edge().head();
    boolean sweep = nanoTime - sweptNanos >= SWEEP_NANOS;
    // By what is written, released or not: that is what comes round behind those who are stuck.
    long written = ring().headAcquire();
    boolean look = sweep || written - lookedHead > ring().capacityChunks() / LOOKS_PER_RING;
    if (head == servedHead && !unfinished && !restLeft && !look) {
      return false;
    }
    servedHead = head;
    restLeft = false;
    if (sweep) {
      sweptNanos = nanoTime;
      lossLog.flush(nanoTime);
      fanout.warnOfSmallReserve();
    }
    if (look) {
      lookedHead = written;
    }
    long softMark = fanout.softMark();
    boolean more = false;
    // Backwards, since a subscriber that leaves in its turn gives its place to the last.
    for (int end = subscribers.size(); end > 0; end -= TOGETHER) {
      int count = 0;
      for (int i = Math.min(end, subscribers.size()); i > Math.max(0, end - TOGETHER); i--) {
        Subscriber subscriber = subscribers.get(i - 1);
        if (look || !subscriber.isBlocked()) {
          subscriber.observe(view, softMark, nanoTime);
          together[count++] = subscriber;
        }
      }
      for (int i = 0; i < count; i++) {
        more |= together[i].write(view, TURN_BYTES, nanoTime);
      }
    }
    Arrays.fill(together, null);
    unfinished = more;
    return more;
  }
}
