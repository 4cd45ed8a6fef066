package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.PacketAligner;
import tv.relay.mpegts.PacketSink;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;
import tv.relay.seam.Seam;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamShape;

/**
 * All that happens to a packet between the source's socket and the clients', but for the sockets:
 * it is aligned, told what it is, published, and written to everybody. Nothing is allocated for it.
 */
class SteadyStateAllocationTest {
  /** What a socket brings at a beat. */
  private static final int PIECE_PACKETS = 270;

  private static final int PIECES = 80;
  private static final int PACKETS_IN_ALL = 1_000_000;
  private static final int ROUNDS = PACKETS_IN_ALL / (PIECES * PIECE_PACKETS) + 1;
  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** An access point is kept with where it is and what has to come before it. */
  private static final int BYTES_FOR_AN_ACCESS_POINT = 600;

  private static final StreamShape SHAPE =
      new StreamShape(
          true, 25, 0, 30, true, List.of(0x0F, 0x0F), 8, 1, 5, true, 2, false, true, 0, 0);

  private long nowNanos;
  private final Ring ring = new Ring(8 << 20, TsPacket.BYTES, 0, 0);
  private final StreamIndex index = new StreamIndex(ring.capacityChunks());
  private final Seam seam = new Seam(ring, index, repair -> {});
  private final PacketAligner aligner = new PacketAligner();
  private final PacketSink sink =
      (bytes, at, length) -> seam.packets(bytes, at, length, this.nowNanos);
  private final ManualIoThread ioThread = new ManualIoThread();
  private final Delivery delivery =
      new Delivery(
          new DeliveryOptions(
              Duration.ofMillis(50),
              65_536,
              Duration.ofHours(1),
              Duration.ofSeconds(5),
              Duration.ZERO),
          () -> nowNanos);
  private final Fanout fanout = new Fanout("steady", ring, delivery, index);
  private final byte[] clip = clip();
  private final byte[] buffer = new byte[2 * PIECE_PACKETS * TsPacket.BYTES];
  private int held;

  @Test
  void shouldAllocateNothingForAPacketFromSourceToClients() {
    seam.connected();
    round();
    OpenOutlet[] takers = new OpenOutlet[10];
    for (int i = 0; i < takers.length; i++) {
      takers[i] = new OpenOutlet();
      Client client = new Client(i + 1, "127.0.0.1:" + i, "", nowNanos);
      fanout.attach(client, ioThread, takers[i], new Join(Duration.ZERO, false), () -> {});
    }
    for (int i = 0; i < 10; i++) {
      // Classes are loaded, tables grow to their size, and the JIT takes what it can.
      round();
    }
    long chunks = ring.headAcquire();
    long taken = takers[0].takenBytes();

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      round();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    chunks = ring.headAcquire() - chunks;
    long points = (long) ROUNDS * accessPoints();
    System.out.printf(
        "steady state: %,d chunks to %d clients, %,d bytes allocated, %d access points%n",
        chunks, takers.length, allocated, points);
    assertThat(chunks).isGreaterThanOrEqualTo(PACKETS_IN_ALL);
    assertThat(takers[0].takenBytes() - taken)
        .as("what a client got")
        .isGreaterThan(PACKETS_IN_ALL * 180L);
    assertThat(points).isGreaterThan(ROUNDS);
    assertThat(allocated).isLessThanOrEqualTo(points * BYTES_FOR_AN_ACCESS_POINT);
    fanout.end();
    ioThread.run();
    delivery.close();
    ring.release();
  }

  private void round() {
    for (int piece = 0; piece < PIECES; piece++) {
      nowNanos += BEAT_NANOS;
      int from = piece * PIECE_PACKETS * TsPacket.BYTES;
      int length = PIECE_PACKETS * TsPacket.BYTES;
      System.arraycopy(clip, from, buffer, held, length);
      int done = aligner.align(buffer, held + length, sink);
      held += length - done;
      System.arraycopy(buffer, done, buffer, 0, held);
      fanout.published();
      delivery.loop(ioThread).signal();
      ioThread.run();
    }
  }

  private int accessPoints() {
    int count = 0;
    for (int at = 0; at < clip.length; at += TsPacket.BYTES) {
      count += TsPacket.randomAccess(clip, at) ? 1 : 0;
    }
    return count;
  }

  private static byte[] clip() {
    StreamModel model = new StreamModel(SHAPE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < PIECES * PIECE_PACKETS; i++) {
      bytes.writeBytes(model.next().bytes());
    }
    return bytes.toByteArray();
  }
}
