package tv.relay.delivery;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs the source's thread to publish and index 50 packets, as 8 Mbit/s bring in 10 ms,
 * while so many clients read the same ring. {@code IDLE}: the clients lie still, as between two
 * turns. {@code SERVED}: another thread serves them without a pause, where a relay does so 20 times
 * a second; this is the most that they can take from the reader, by the caches that both use.
 * {@code STUCK}: the same, and none of them takes anything.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PublishBesideCursorsBenchmark {

  /** What the clients do. */
  public enum Clients {
    IDLE,
    SERVED,
    STUCK
  }

  @Param({"0", "1", "100", "10000"})
  int cursors;

  @Param Clients clients;

  private SocketlessChannel channel;
  private Thread ioThread;
  private volatile boolean over;

  @Setup
  public void open() {
    channel = new SocketlessChannel(cursors, clients != Clients.STUCK);
    over = false;
    ioThread = new Thread(this::serve, "io");
    if (clients != Clients.IDLE) {
      ioThread.start();
    }
  }

  private void serve() {
    while (!over) {
      channel.turn();
    }
  }

  @TearDown
  public void close() throws InterruptedException {
    over = true;
    ioThread.join();
    channel.close();
  }

  @Benchmark
  public void publish() {
    channel.publish(50);
  }
}
