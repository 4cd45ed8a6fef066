package tv.relay.delivery;

import java.nio.ByteBuffer;
import tv.relay.reserve.Edge;

/** Through a stream of which nothing is known: everything, and after a loss on from the head. */
final class OpaqueRoute implements Route {
  private final Edge edge;
  private final Cursor cursor;
  private long sentUpTo = -1;

  OpaqueRoute(Edge edge, Cursor cursor) {
    this.edge = edge;
    this.cursor = cursor;
  }

  @Override
  public int next(ByteBuffer view, long head, int max, Pending pending, long nanoTime) {
    return (int) Math.min(max, head - cursor.next());
  }

  @Override
  public void observe(ByteBuffer view, long head, long softMark, long nanoTime) {
    // A cut is no better here for being chosen early.
  }

  @Override
  public void lapped(ByteBuffer view, Pending pending, long nanoTime) {
    // Skips with nothing sent between them are one: the client sees one gap.
    if (cursor.next() != sentUpTo) {
      cursor.beginSkip(nanoTime);
    }
    cursor.skipTo(DropCause.LAPPED, edge.head(), 0, pending.streamLeft());
    sentUpTo = cursor.next();
  }

  @Override
  public void close() {}
}
