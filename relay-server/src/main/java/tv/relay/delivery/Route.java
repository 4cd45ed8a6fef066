package tv.relay.delivery;

import java.nio.ByteBuffer;

/**
 * Which of a ring's chunks a subscriber gets. It moves the subscriber's cursor over what the
 * subscriber will not get; the subscriber moves it over what it has written. On the subscriber's
 * I/O thread.
 */
interface Route {

  /**
   * What to write next, to be asked when nothing is pending.
   *
   * @param view the ring's memory
   * @param head up to where the ring is published
   * @param max chunks at most
   * @param pending takes packets of our own that go first
   * @return chunks to write from the cursor on; 0 to write what is pending, or when that is empty
   *     to wait for more
   */
  int next(ByteBuffer view, long head, int max, Pending pending, long nanoTime);

  /**
   * Told at each turn, whether the client takes anything or not.
   *
   * @param softMark the oldest position that is not too far behind
   */
  void observe(ByteBuffer view, long head, long softMark, long nanoTime);

  /** The cursor is about to be overtaken by the writer: moves it on. */
  void lapped(ByteBuffer view, Pending pending, long nanoTime);

  /** The subscriber has gone: gives back what is shared. */
  void close();
}
