package tv.relay.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.mpegts.NullPacket;
import tv.relay.mpegts.TsPacket;
import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;

/**
 * One client attached to one channel: its cursor, its connection, its account.
 *
 * <p>It writes from the ring to its socket in bounded turns, on its connection's I/O thread, which
 * alone may call anything here but {@link #client}, {@link #snapshot}, {@link #sourceBefore},
 * {@link #kick} and {@link #end}. A socket without room is left alone until it has some again;
 * meanwhile the ring runs on, and a cursor about to be overtaken skips.
 */
public final class Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** How long a client that is to be ended may take for the rest of its packet. */
  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The most that Linux puts into one segment on loopback and, by its offload, elsewhere. */
  static final int SEGMENT_BYTES = 340 * TsPacket.BYTES;

  /** The largest single write, which bounds how long the ring has to stay intact during one. */
  static final int WRITE_BYTES = 4 * SEGMENT_BYTES;

  /** Who has everything there is gets something so often while the stream has nothing to say. */
  private static final long FILL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final byte[] NULL_PACKET = NullPacket.make();

  private final Client client;
  private final SocketTable.Ends ends;
  private final Lane lane;
  private final Ring ring;
  private final Edge edge;
  private final Outlet outlet;
  private final Runnable onGone;
  private final Cursor cursor;
  private final Route route;
  private final SourceTroubles sourceBefore;
  private final LossStory lossStory;
  private final Pending pending = new Pending();

  private boolean blocked;

  /** It has been sent something of the stream. */
  private boolean begun;

  /** What is pending is a null packet. */
  private boolean filling;

  private long filledNanos;

  /** It has taken all there was. */
  private boolean hadAll;

  /** When it first refused something after it had all. */
  private long refusedNanos;

  private boolean gone;
  private Departure ending;
  private long endingSinceNanos;
  private long progressNanos;

  Subscriber(
      Client client,
      Lane lane,
      Outlet outlet,
      Runnable onGone,
      Cursor cursor,
      Route route,
      SourceTroubles sourceBefore) {
    this.client = client;
    this.ends = outlet.ends();
    this.lane = lane;
    this.ring = lane.ring();
    this.edge = lane.edge();
    this.outlet = outlet;
    this.onGone = onGone;
    this.cursor = cursor;
    this.route = route;
    this.sourceBefore = sourceBefore;
    this.lossStory = new LossStory(client, cursor);
    this.progressNanos = lane.nanoTime();
    this.filledNanos = progressNanos;
    this.refusedNanos = progressNanos;
    outlet.listen(this::writable, this::left);
  }

  public Client client() {
    return client;
  }

  public CursorSnapshot snapshot() {
    return cursor.snapshot();
  }

  /** The source's troubles that are older than where this subscriber joined. */
  public SourceTroubles sourceBefore() {
    return sourceBefore;
  }

  LossStory lossStory() {
    return lossStory;
  }

  /** Closes this subscriber on behalf of an operator, on a packet boundary. Any thread. */
  public void kick() {
    lane.execute(() -> beginEnding(Departure.KICKED));
  }

  /** Its machine has gone without a word. Any thread. */
  void vanished() {
    lane.execute(() -> cutOff(Departure.VANISHED));
  }

  /** The connection's two addresses; null when there is none. Any thread. */
  SocketTable.Ends ends() {
    return ends;
  }

  /** Ends the response on a packet boundary. Any thread. */
  void end() {
    lane.execute(() -> beginEnding(Departure.ENDED));
  }

  /**
   * Sends what there is, up to the turn's budget.
   *
   * @param softMark the oldest position that is not too far behind
   * @return whether there is more to send and room for it: another turn is due
   */
  boolean turn(ByteBuffer view, long softMark, int budgetBytes, long nanoTime) {
    observe(view, softMark, nanoTime);
    return write(view, budgetBytes, nanoTime);
  }

  /** Whether its socket has no room; it says itself when there is some again. */
  boolean isBlocked() {
    return blocked;
  }

  /** The first half of a turn: sees how far behind it is, and decides what comes of that. */
  void observe(ByteBuffer view, long softMark, long nanoTime) {
    if (gone || ending != null) {
      return;
    }
    long head = edge.head();
    cursor.observeLag(head);
    try {
      makeSafe(view, nanoTime);
      route.observe(view, head, softMark, nanoTime);
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /** The second half of a turn; returns whether another is due. */
  boolean write(ByteBuffer view, int budgetBytes, long nanoTime) {
    if (gone) {
      return false;
    }
    if (ending != null) {
      continueEnding(nanoTime);
      return false;
    }
    try {
      makeSafe(view, nanoTime);
      long head = edge.head();
      if (blocked) {
        evictIfStuck(head, nanoTime);
        return false;
      }
      boolean more = writeOn(view, head, budgetBytes, nanoTime);
      if (!blocked && hasAllButARest(head)) {
        cursor.caughtUp();
        hadAll = true;
        fill(nanoTime);
      }
      return more;
    } catch (IOException e) {
      left();
      return false;
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    }
  }

  private void makeSafe(ByteBuffer view, long nanoTime) {
    view.clear();
    if (!ring.isSafe(cursor.next())) {
      route.lapped(view, pending, nanoTime);
    }
  }

  /** A defect that one client has met must not end the delivery of all. */
  void failed(Throwable e) {
    String advice =
        e instanceof OutOfMemoryError
            ? "there is no memory for it: lower --max-clients or --live-channels, or add some"
            : "this is a defect of the relay, please report it";
    LOG.error("client {} is disconnected, its stream can't be made; {}", client.id(), advice, e);
    cutOff(Departure.FAILED);
  }

  /**
   * Sends a null packet to a client that has everything, so that it shows when there is nobody any
   * more. It is no part of the stream and in no account of it.
   */
  private void fill(long nanoTime) throws IOException {
    boolean due = nanoTime - Math.max(progressNanos, filledNanos) >= FILL_NANOS;
    if (due && begun && lane.isTransportStream() && pending.isEmpty()) {
      filledNanos = nanoTime;
      filling = true;
      pending.insert(NULL_PACKET);
      writePending(nanoTime);
    }
  }

  private boolean writeOn(ByteBuffer view, long head, int budgetBytes, long nanoTime)
      throws IOException {
    int budget = budgetBytes;
    while (true) {
      if (!writePending(nanoTime)) {
        return false;
      }
      int max = Math.min(budget, WRITE_BYTES) / ring.chunkBytes();
      if (max == 0) {
        return cursor.next() < head;
      }
      int chunks = route.next(view, head, max, pending, nanoTime);
      if (chunks > 0) {
        int segment = SEGMENT_BYTES / ring.chunkBytes();
        boolean ofSegments = chunks >= segment;
        int written = writeChunks(view, ofSegments ? chunks - chunks % segment : chunks, nanoTime);
        if (written == 0) {
          return false;
        }
        budget -= written;
        if (ofSegments && hasAllButARest(head)) {
          lane.leaveRest();
          return false;
        }
      } else if (pending.isEmpty()) {
        return false;
      }
    }
  }

  /**
   * Whether nothing is left, or less than another segment: that goes with what is there at the next
   * tick.
   */
  private boolean hasAllButARest(long head) {
    long left = head - cursor.next();
    return left <= 0 || (lane.isTicking() && left < SEGMENT_BYTES / ring.chunkBytes());
  }

  /** Writes from the ring; returns bytes, 0 when there is no room (left) or the client is gone. */
  private int writeChunks(ByteBuffer view, int chunks, long nanoTime) throws IOException {
    long from = cursor.next();
    int bytes = ring.contiguousChunks(from, from + chunks) * ring.chunkBytes();
    int offset = ring.offsetOf(from);
    view.limit(offset + bytes).position(offset);
    int written = outlet.write(view);
    view.clear();
    if (written > 0) {
      progressNanos = nanoTime;
      begun = true;
      advance(view, offset, written);
      if (cursor.hasMoved()) {
        lane.lossLog().goesOn(lossStory, nanoTime);
      }
      if (!ring.isIntact(from)) {
        cutOff(Departure.TORN);
        return 0;
      }
    }
    if (written < bytes) {
      block(nanoTime);
      return 0;
    }
    return written;
  }

  /** Moves the cursor behind what was written; keeps what is left of the last chunk. */
  private void advance(ByteBuffer view, int offset, int written) {
    int chunkBytes = ring.chunkBytes();
    int inLast = written % chunkBytes;
    int left = inLast == 0 ? 0 : chunkBytes - inLast;
    if (left > 0) {
      pending.keep(view, offset + written, left);
    }
    cursor.sent((written + left) / chunkBytes, left);
  }

  /** True when there is nothing pending (any more), so that the next chunk may follow. */
  private boolean writePending(long nanoTime) throws IOException {
    if (pending.isEmpty()) {
      return true;
    }
    boolean ofStream = !filling || pending.streamLeft() > 0;
    if (pending.write(outlet) > 0 && ofStream) {
      progressNanos = nanoTime;
      cursor.remainderLeft(pending.streamLeft());
    }
    if (!pending.isEmpty()) {
      block(nanoTime);
      return false;
    }
    filling = false;
    return true;
  }

  private void block(long nanoTime) {
    if (hadAll) {
      hadAll = false;
      refusedNanos = nanoTime;
    }
    blocked = true;
    cursor.blocked();
    outlet.awaitRoom();
  }

  private void writable() {
    if (blocked) {
      blocked = false;
      cursor.unblocked();
      outlet.roomFound();
    }
    lane.serve(this);
  }

  private void evictIfStuck(long head, long nanoTime) {
    boolean waiting = cursor.next() < head || !pending.isEmpty();
    long sinceNanos = Math.max(progressNanos, refusedNanos);
    if (waiting && nanoTime - sinceNanos > lane.clientTimeoutNanos()) {
      cutOff(Departure.EVICTED);
    }
  }

  private void beginEnding(Departure why) {
    if (!gone && ending == null) {
      ending = why;
      endingSinceNanos = lane.nanoTime();
      pending.cutToPacket();
      continueEnding(endingSinceNanos);
    }
  }

  private void continueEnding(long nanoTime) {
    try {
      if (writePending(nanoTime) && outlet.finish()) {
        leave(ending);
        return;
      }
      block(nanoTime);
    } catch (IOException e) {
      leave(ending);
      return;
    }
    if (nanoTime - endingSinceNanos > ENDING_NANOS) {
      cutOff(ending);
    }
  }

  /** The connection is gone: by the client, or as the end of what was begun here. */
  private void left() {
    leave(ending != null ? ending : Departure.LEFT);
  }

  private void leave(Departure why) {
    depart(why, outlet::close);
  }

  /** Throws away what the client has not taken. */
  private void cutOff(Departure why) {
    depart(why, outlet::reset);
  }

  private void depart(Departure why, Runnable close) {
    if (!gone) {
      // First: closing the connection is heard here too, as if the client had left.
      gone = true;
      close.run();
      route.close();
      lane.remove(this, why);
      onGone.run();
    }
  }
}
