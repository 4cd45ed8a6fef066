package tv.relay.upstream;

/** A source that is being read, as whoever wants it to end sees it. Any thread. */
public interface Reading {

  /** Makes it end soon, wherever it is; that it has ended is told to its {@link Intake}. */
  void cancel();
}
