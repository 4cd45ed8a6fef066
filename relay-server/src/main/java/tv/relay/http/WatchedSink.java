package tv.relay.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Where an answer's bytes go, and a look now and then whether they go. There is a clock only while
 * the client is waited for, so an answer that it takes at once costs nothing. Written to by one
 * thread at a time; the clock is the I/O thread's.
 */
final class WatchedSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final XnioExecutor clock;
  private final long patienceNanos;
  private final BooleanSupplier over;
  private final Runnable giveUp;

  /** Whether a look is due. */
  private final AtomicBoolean watched = new AtomicBoolean();

  private volatile boolean waiting;
  private volatile long takenNanos;

  /**
   * In front of that sink.
   *
   * @param over whether the answer has ended
   * @param giveUp on the I/O thread, when nothing was taken for so long
   */
  WatchedSink(
      StreamSinkConduit next,
      XnioExecutor clock,
      Duration patience,
      BooleanSupplier over,
      Runnable giveUp) {
    super(next);
    this.clock = clock;
    this.patienceNanos = patience.toNanos();
    this.over = over;
    this.giveUp = giveUp;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return (int) noted(super.write(bytes));
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return noted(super.write(bytes, offset, length));
  }

  @Override
  public int writeFinal(ByteBuffer bytes) throws IOException {
    return (int) noted(super.writeFinal(bytes));
  }

  @Override
  public long writeFinal(ByteBuffer[] bytes, int offset, int length) throws IOException {
    return noted(super.writeFinal(bytes, offset, length));
  }

  @Override
  public long transferFrom(FileChannel file, long position, long count) throws IOException {
    return noted(super.transferFrom(file, position, count));
  }

  @Override
  public long transferFrom(StreamSourceChannel source, long count, ByteBuffer through)
      throws IOException {
    return noted(super.transferFrom(source, count, through));
  }

  private long noted(long taken) {
    if (taken > 0) {
      takenNanos = System.nanoTime();
    }
    return taken;
  }

  /** It took not all. */
  @Override
  public void resumeWrites() {
    await();
    super.resumeWrites();
  }

  @Override
  public void wakeupWrites() {
    await();
    super.wakeupWrites();
  }

  @Override
  public void suspendWrites() {
    waiting = false;
    super.suspendWrites();
  }

  private void await() {
    if (!waiting) {
      takenNanos = System.nanoTime();
      waiting = true;
    }
    if (watched.compareAndSet(false, true)) {
      lookIn(patienceNanos);
    }
  }

  private void lookIn(long nanos) {
    // Rounded up: a look that is too early would only have to look again at once.
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    try {
      clock.executeAfter(this::look, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The server is down, and the connection with it.
    }
  }

  private void look() {
    watched.set(false);
    if (over.getAsBoolean() || !waiting) {
      return;
    }
    long left = patienceNanos - (System.nanoTime() - takenNanos);
    if (left <= 0) {
      giveUp.run();
    } else if (watched.compareAndSet(false, true)) {
      lookIn(left);
    }
  }
}
