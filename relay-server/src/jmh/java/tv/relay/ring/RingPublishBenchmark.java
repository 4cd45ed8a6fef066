package tv.relay.ring;

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
 * What a publication costs the upstream's thread when nobody reads: seven packets as one datagram
 * brings, fifty as 8 Mbit/s bring in 10 ms. The ring has its default size, larger than most caches,
 * so this includes the memory's price.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RingPublishBenchmark {
  private static final int PACKET = 188;

  @Param({"7", "50"})
  int packets;

  private Ring ring;
  private byte[] source;
  private long nanoTime;

  @Setup
  public void fill() {
    ring = new Ring(8 << 20, PACKET, 0, 0);
    source = new byte[packets * PACKET];
  }

  @TearDown
  public void giveBack() {
    ring.release();
  }

  @Benchmark
  public long publish() {
    ring.publish(source, 0, source.length, nanoTime++);
    return ring.headAcquire();
  }
}
