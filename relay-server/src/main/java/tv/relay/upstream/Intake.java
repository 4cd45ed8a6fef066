package tv.relay.upstream;

/** Where a reader delivers to, and whom it tells. Called on the reader's thread. */
public interface Intake {

  /**
   * The first bytes of a stream have come.
   *
   * @param contentType as the source names it; empty when it doesn't
   * @return where to publish, by this reader alone until it has ended; null when a stream of that
   *     format can't follow what has been published
   * @throws OutOfMemoryError when there is no memory for a ring
   */
  Publisher open(StreamFormat format, String contentType);

  /** Something was published. Must not wait for anything. */
  void published();

  /** The reader has ended and will publish nothing more; its last call. */
  void ended(Failure failure);
}
