package tv.relay.cli.serve;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Closes what was opened, the last first, all of it even when some of it fails. Any thread. */
final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    IllegalStateException failure = null;
    for (AutoCloseable next = opened.poll(); next != null; next = opened.poll()) {
      try {
        next.close();
      } catch (Throwable e) {
        // Errors too: what is left must be closed all the same.
        if (failure == null) {
          failure = new IllegalStateException(e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
