package tv.relay.upstream;

/**
 * Takes what a reader brings. Called by one reader at a time, on its thread; must not wait for
 * anybody.
 */
public interface Publisher {

  /** What is published is whole chunks of this size. */
  int chunkBytes();

  /**
   * Publishes whole chunks.
   *
   * @param length bytes, a multiple of the chunk size
   * @param nanoTime when they came, as of {@link System#nanoTime}
   */
  void publish(byte[] source, int offset, int length, long nanoTime);
}
