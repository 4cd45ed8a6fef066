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
 * A turn: 266 packets, as 8 Mbit/s bring in 50 ms, are published and indexed, and each client is
 * offered them. What the kernel would cost is left out, since there are no sockets: this is what
 * the relay itself adds to a write, or to a client that has no room.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeliveryTurnBenchmark {
  @Param({"0", "1", "100", "10000"})
  int clients;

  @Param({"true", "false"})
  boolean taking;

  private SocketlessChannel channel;

  @Setup
  public void open() {
    channel = new SocketlessChannel(clients, taking);
  }

  @TearDown
  public void close() {
    channel.close();
  }

  @Benchmark
  public void turn() {
    channel.publish(266);
    channel.turn();
  }
}
