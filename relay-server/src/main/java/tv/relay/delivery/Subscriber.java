package tv.relay.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import tv.relay.ring.Ring;

/**
 * One client attached to one channel: its cursor, its connection, its account.
 *
 * <p>It writes from the ring to its socket in bounded turns, on its connection's I/O thread, which
 * alone may call anything here but {@link #client}, {@link #snapshot}, {@link #kick} and {@link
 * #end}. A socket without room is left alone until it has some again; meanwhile the ring runs on,
 * and a cursor about to be overtaken skips.
 */
public final class Subscriber {
  /** How long a client that is to be ended may take for the rest of its packet. */
  private static final long ENDING_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** The largest single write: bounds how long the ring has to stay intact during one. */
  private static final int WRITE_BYTES = 256 * 1024;

  private final Client client;
  private final Lane lane;
  private final Ring ring;
  private final Outlet outlet;
  private final Runnable onGone;
  private final Cursor cursor;

  /** What is left of a chunk that the socket took only a part of; null when nothing ever was. */
  private ByteBuffer remainder;

  private boolean blocked;
  private boolean gone;
  private Departure ending;
  private long endingSinceNanos;
  private long progressNanos;

  Subscriber(Client client, Lane lane, Outlet outlet, Runnable onGone, long joinSequence) {
    this.client = client;
    this.lane = lane;
    this.ring = lane.ring();
    this.outlet = outlet;
    this.onGone = onGone;
    this.cursor = new Cursor(ring, joinSequence);
    this.progressNanos = System.nanoTime();
    outlet.listen(this::writable, () -> leave(Departure.LEFT));
  }

  public Client client() {
    return client;
  }

  public CursorSnapshot snapshot() {
    return cursor.snapshot();
  }

  /** Closes this subscriber on behalf of an operator, on a packet boundary. Any thread. */
  public void kick() {
    lane.execute(() -> beginEnding(Departure.KICKED));
  }

  /** Ends the response on a packet boundary. Any thread. */
  void end() {
    lane.execute(() -> beginEnding(Departure.ENDED));
  }

  /**
   * Sends what there is, up to the turn's budget.
   *
   * @return whether there is more to send and room for it: another turn is due
   */
  boolean turn(ByteBuffer view, int budgetBytes, long nanoTime) {
    if (gone) {
      return false;
    }
    if (ending != null) {
      continueEnding(nanoTime);
      return false;
    }
    long head = ring.headAcquire();
    cursor.observeLag(head);
    if (!ring.isSafe(cursor.next())) {
      skip(nanoTime);
      head = ring.headAcquire();
    }
    if (blocked) {
      evictIfStuck(head, nanoTime);
      return false;
    }
    try {
      return writeRemainder(nanoTime) && writeChunks(view, head, budgetBytes, nanoTime);
    } catch (IOException e) {
      leave(Departure.LEFT);
      return false;
    }
  }

  private boolean writeChunks(ByteBuffer view, long head, int budgetBytes, long nanoTime)
      throws IOException {
    int budget = budgetBytes;
    while (cursor.next() < head) {
      if (budget < ring.chunkBytes()) {
        // Less than a chunk is no room at all: asking for it would go on for ever.
        return true;
      }
      long from = cursor.next();
      int room = Math.min(budget, WRITE_BYTES) / ring.chunkBytes();
      int bytes = Math.min(ring.contiguousChunks(from, head), room) * ring.chunkBytes();
      int offset = ring.offsetOf(from);
      view.limit(offset + bytes).position(offset);
      int written = outlet.write(view);
      if (written > 0) {
        progressNanos = nanoTime;
        advance(view, offset, written);
        if (!ring.isIntact(from)) {
          cutOff(Departure.TORN);
          return false;
        }
      }
      if (written < bytes) {
        block();
        return false;
      }
      budget -= written;
    }
    return false;
  }

  /** Moves the cursor behind what was written; keeps what is left of the last chunk. */
  private void advance(ByteBuffer view, int offset, int written) {
    int chunkBytes = ring.chunkBytes();
    int inLast = written % chunkBytes;
    int left = inLast == 0 ? 0 : chunkBytes - inLast;
    if (left > 0) {
      if (remainder == null) {
        remainder = ByteBuffer.allocate(chunkBytes);
      }
      remainder.clear();
      remainder.put(0, view, offset + written, left);
      remainder.limit(left);
    }
    cursor.sent((written + left) / chunkBytes, left);
  }

  /** True when there is none (left), so that the next chunk may follow. */
  private boolean writeRemainder(long nanoTime) throws IOException {
    if (remainder == null || !remainder.hasRemaining()) {
      return true;
    }
    int written = outlet.write(remainder);
    if (written > 0) {
      progressNanos = nanoTime;
      cursor.remainderSent(remainder.remaining());
    }
    if (remainder.hasRemaining()) {
      block();
      return false;
    }
    return true;
  }

  private void skip(long nanoTime) {
    long dropped = cursor.drop(DropCause.LAPPED, lane.entryPoints().resumeAt(ring), nanoTime);
    lane.lossLog().skipped(client, dropped, nanoTime);
  }

  private void block() {
    blocked = true;
    cursor.blocked();
    outlet.awaitRoom();
  }

  private void writable() {
    if (blocked) {
      blocked = false;
      outlet.roomFound();
    }
    lane.serve(this);
  }

  private void evictIfStuck(long head, long nanoTime) {
    boolean waiting = cursor.next() < head || (remainder != null && remainder.hasRemaining());
    if (waiting && nanoTime - progressNanos > lane.clientTimeoutNanos()) {
      cutOff(Departure.EVICTED);
    }
  }

  private void beginEnding(Departure why) {
    if (!gone && ending == null) {
      ending = why;
      endingSinceNanos = System.nanoTime();
      continueEnding(endingSinceNanos);
    }
  }

  private void continueEnding(long nanoTime) {
    try {
      if (writeRemainder(nanoTime) && outlet.finish()) {
        leave(ending);
        return;
      }
      block();
    } catch (IOException e) {
      leave(ending);
      return;
    }
    if (nanoTime - endingSinceNanos > ENDING_NANOS) {
      cutOff(ending);
    }
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
      lane.remove(this, why);
      onGone.run();
    }
  }
}
