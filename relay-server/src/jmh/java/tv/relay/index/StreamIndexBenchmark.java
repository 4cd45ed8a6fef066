package tv.relay.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;
import tv.relay.ring.Ring;

/**
 * What a reader pays for a megabit of its stream: to publish it, and to publish and index it. The
 * stream is the demo's clip, over and over.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StreamIndexBenchmark {
  private static final int PACKET_BYTES = 188;

  /** 664 packets and a bit are a megabit. */
  private static final int MEGABIT_BYTES = 1_000_000 / 8 / PACKET_BYTES * PACKET_BYTES;

  @Param({"1316", "16356"})
  int publishBytes;

  private byte[] clip;
  private Ring ring;
  private StreamIndex index;
  private int at;

  @Setup
  public void open() throws IOException {
    clip = Files.readAllBytes(Path.of(System.getProperty("clip", "samples/demo.ts")));
    ring = new Ring(8 << 20, PACKET_BYTES, 0, System.nanoTime());
    index = new StreamIndex(ring.capacityChunks());
  }

  @Benchmark
  public void publishMegabit() {
    pass(false);
  }

  @Benchmark
  public void publishAndIndexMegabit() {
    pass(true);
  }

  private void pass(boolean indexed) {
    for (int done = 0; done < MEGABIT_BYTES; done += publishBytes) {
      if (at + publishBytes > clip.length) {
        at = 0;
      }
      long sequence = ring.headAcquire();
      long now = System.nanoTime();
      ring.publish(clip, at, publishBytes, now);
      if (indexed) {
        index.packets(clip, at, publishBytes, sequence, now);
      }
      at += publishBytes;
    }
  }
}
