package tv.relay.delivery;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log who skipped how much, at most one line a second for a channel on an I/O thread: a
 * thousand clients that skip together make one line. One thread.
 */
final class LossLog {
  private static final Logger LOG = LoggerFactory.getLogger(LossLog.class);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String channelId;
  private Client lastClient;
  private long skips;
  private long chunks;
  private long saidNanos;
  private boolean said;

  LossLog(String channelId) {
    this.channelId = channelId;
  }

  void skipped(Client client, long droppedChunks, long nanoTime) {
    lastClient = client;
    skips++;
    chunks += droppedChunks;
    flush(nanoTime);
  }

  /** Says what has gathered, once it is time. */
  void flush(long nanoTime) {
    if (skips == 0 || (said && nanoTime - saidNanos < QUIET_NANOS)) {
      return;
    }
    LOG.info(
        "channel {}: {} skips, {} chunks dropped; last: client {} at {}, slower than the stream",
        channelId,
        skips,
        chunks,
        lastClient.id(),
        lastClient.address());
    said = true;
    saidNanos = nanoTime;
    skips = 0;
    chunks = 0;
  }
}
