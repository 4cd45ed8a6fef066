package tv.relay.cli.zoo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A player that watches a stream for a while, and what it shows of its trouble. One thread. */
interface Spectator extends AutoCloseable {
  /** For people. */
  String name();

  /** Takes a look at it while it plays; to be called again and again. */
  void look();

  /** Ends it. */
  void leave() throws Exception;

  /**
   * What is not fair; once it has left.
   *
   * @param skips of its stream
   * @param stopped how long its link has been stopped
   */
  List<String> complaints(long skips, Duration stopped);

  /** Whether it still played when it left; once it has left. */
  boolean playedOn();

  /** In a few words what it has shown. */
  String summary();

  @Override
  void close() throws IOException;
}
