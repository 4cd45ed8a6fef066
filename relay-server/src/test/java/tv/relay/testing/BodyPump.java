package tv.relay.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Sends a body when it is due, until a cue or its end. Used by one thread. */
final class BodyPump {

  /** Where the bytes go. */
  interface Outlet {
    void write(byte[] bytes, int length) throws IOException;

    void pause(long nanos) throws IOException;
  }

  private static final int WRITE_BYTES = 64 * 1024;
  private static final long TICK_NANOS = 5_000_000L;

  private final Plan plan;
  private final Body body;
  private final Outlet outlet;
  private final long burstNanos;
  private final PriorityQueue<Plan.Cue> cues =
      new PriorityQueue<>(Comparator.comparingLong(Plan.Cue::atBytes));
  private byte[] pending = new byte[2 * WRITE_BYTES];
  private int pendingBytes;
  private int lastPieceBytes;
  private long sentBytes;
  private boolean ended;

  BodyPump(Plan plan, LiveProgramme live, Outlet outlet) {
    this.plan = plan;
    this.body = plan.body(live);
    this.outlet = outlet;
    this.burstNanos =
        plan.burstBytes == Long.MAX_VALUE
            ? Long.MAX_VALUE / 2
            : live.programme().nanosOfBytes(plan.burstBytes);
    cues.addAll(plan.cues);
  }

  /** Returns what is to be done with the connection now. */
  Plan.Action run() throws IOException {
    long startNanos = System.nanoTime();
    while (true) {
      boolean gathered = gather(System.nanoTime() - startNanos + burstNanos);
      Plan.Cue cue = cues.peek();
      if (cue != null && sentBytes + pendingBytes >= cue.atBytes()) {
        send((int) (cue.atBytes() - sentBytes));
        cues.remove();
        if (cue.action() != Plan.Action.PAUSE) {
          return cue.action();
        }
        outlet.pause(cue.pause().toNanos());
      } else if (ended) {
        send(pendingBytes);
        return Plan.Action.END;
      } else if (gathered) {
        send(pendingBytes - heldBackBytes());
      } else {
        outlet.pause(TICK_NANOS);
      }
    }
  }

  private boolean gather(long dueNanos) {
    int before = pendingBytes;
    while (!ended && pendingBytes < WRITE_BYTES && body.dueNanos() <= dueNanos) {
      byte[] piece = body.next();
      if (piece == null) {
        ended = true;
      } else {
        append(piece);
      }
    }
    return pendingBytes > before;
  }

  private void append(byte[] piece) {
    if (pending.length - pendingBytes < piece.length) {
      pending = Arrays.copyOf(pending, pendingBytes + piece.length + WRITE_BYTES);
    }
    System.arraycopy(piece, 0, pending, pendingBytes, piece.length);
    pendingBytes += piece.length;
    lastPieceBytes = piece.length;
  }

  /** Between one byte and all but one of the last piece, a different number at each write. */
  private int heldBackBytes() {
    if (!plan.misaligned || lastPieceBytes < 2) {
      return 0;
    }
    return 1 + (int) (sentBytes % (lastPieceBytes - 1));
  }

  private void send(int bytes) throws IOException {
    if (bytes == 0) {
      return;
    }
    outlet.write(pending, bytes);
    System.arraycopy(pending, bytes, pending, 0, pendingBytes - bytes);
    pendingBytes -= bytes;
    sentBytes += bytes;
  }
}
