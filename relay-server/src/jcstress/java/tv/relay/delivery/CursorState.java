package tv.relay.delivery;

import tv.relay.ring.Ring;

/** A shipped cursor: joined at chunk 0, sent up to chunk 2 of a ring that stands still. */
class CursorState {
  /** For all: nobody writes to it. */
  private static final Ring RING = new Ring(1024, 64, 0, 0);

  static {
    byte[] chunks = new byte[1024];
    RING.publish(chunks, 0, chunks.length, 0);
  }

  final Cursor cursor = new Cursor(RING, 0);

  CursorState() {
    cursor.sent(3, 0);
  }
}
