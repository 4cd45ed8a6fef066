package tv.relay.delivery;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.relay.ring.Ring;

/**
 * The subscribers of one channel on one I/O thread, served together. Belongs to that thread but for
 * {@link #execute}. It holds the ring as long as it has subscribers.
 */
final class Lane {
  /** What one subscriber may write before the others have their turn. */
  private static final int TURN_BYTES = 256 * 1024;

  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Fanout fanout;
  private final DeliveryLoop loop;
  private final ByteBuffer view;
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final LossLog lossLog;
  private long servedHead = -1;

  /** Somebody has used up a turn and still has more to send, whatever is published meanwhile. */
  private boolean unfinished;

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

  Ring ring() {
    return fanout.ring();
  }

  long clientTimeoutNanos() {
    return loop.clientTimeoutNanos();
  }

  long nanoTime() {
    return loop.nanoTime();
  }

  LossLog lossLog() {
    return lossLog;
  }

  void add(Subscriber subscriber) {
    if (subscribers.isEmpty()) {
      loop.add(this);
    }
    subscribers.add(subscriber);
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
    long head = ring().headAcquire();
    boolean sweep = nanoTime - sweptNanos >= SWEEP_NANOS;
    if (head == servedHead && !unfinished && !sweep) {
      return false;
    }
    servedHead = head;
    if (sweep) {
      sweptNanos = nanoTime;
      lossLog.flush(nanoTime);
    }
    long softMark = fanout.softMark();
    boolean more = false;
    // Backwards, since a subscriber that leaves in its turn gives its place to the last.
    for (int i = subscribers.size() - 1; i >= 0; i--) {
      if (i < subscribers.size()) {
        more |= subscribers.get(i).turn(view, softMark, TURN_BYTES, nanoTime);
      }
    }
    unfinished = more;
    return more;
  }
}
