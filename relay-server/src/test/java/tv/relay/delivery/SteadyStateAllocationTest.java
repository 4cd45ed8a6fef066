package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.index.AccessPoint;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;
import tv.relay.seam.Seam;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamShape;

/**
 * A million chunks from a reader's hands to its clients' sockets, with all that is looked at on the
 * way, and nothing is allocated for a chunk. An access point is a note of its own, once a group.
 */
class SteadyStateAllocationTest {
  private static final int CHUNKS = 1_000_000;
  private static final int PIECE = 130;
  private static final int CLIENTS = 3;

  /** Of a note, with what was known of each PID, and of the list that it is added to. */
  private static final long BYTES_A_GROUP = 1_024;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Ring ring = new Ring(20_000 * TsPacket.BYTES, TsPacket.BYTES, 0, 0);
  private final StreamIndex index = new StreamIndex(20_000);
  private final Seam seam = new Seam(ring, index, repair -> {});
  private final ManualIoThread ioThread = new ManualIoThread();
  private long nowNanos;
  private long pieces;
  private long groups;
  private AccessPoint newest;

  private final Delivery delivery =
      new Delivery(
          new DeliveryOptions(
              Duration.ofHours(1),
              65_536,
              Duration.ofHours(1),
              Duration.ofSeconds(5),
              Duration.ZERO),
          () -> nowNanos);
  private final Fanout fanout = new Fanout("bench", ring, delivery, index);

  /** A group is a thousand packets and two seconds, as of many a real stream. */
  private final StreamModel model = new StreamModel(shape());

  @Test
  void shouldAllocateNothingForAChunk() {
    byte[] stretch = stretch();
    seam.connected();
    Sink[] sinks = new Sink[CLIENTS];
    publish(stretch, 0);
    for (int i = 0; i < CLIENTS; i++) {
      sinks[i] = new Sink();
      Client client = new Client(i, "127.0.0.1:" + i, "", nowNanos);
      fanout.attach(client, ioThread, sinks[i], new Join(Duration.ZERO, false), () -> {});
    }
    // Classes, compiled code, and arrays that grow to what they need.
    run(stretch, CHUNKS / 5);
    long takenBefore = sinks[0].taken;
    long groupsBefore = groups;

    long before = threads.getCurrentThreadAllocatedBytes();
    run(stretch, CHUNKS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    long newGroups = groups - groupsBefore;
    System.out.printf(
        "%d bytes allocated for %d chunks and %d access points%n", allocated, CHUNKS, newGroups);
    assertThat(sinks[0].taken - takenBefore).isGreaterThan(CHUNKS * 180L);
    assertThat(newGroups).isBetween(500L, 2_000L);
    assertThat(allocated).isLessThan(newGroups * BYTES_A_GROUP).isLessThan(CHUNKS);
  }

  private void run(byte[] stretch, int chunks) {
    int pieceBytes = PIECE * TsPacket.BYTES;
    DeliveryLoop loop = delivery.loop(ioThread);
    int done = 0;
    int at = 0;
    while (done < chunks) {
      publish(stretch, at);
      loop.signal();
      ioThread.run();
      done += PIECE;
      at += pieceBytes;
      if (at + pieceBytes > stretch.length) {
        at = 0;
      }
    }
  }

  private void publish(byte[] stretch, int at) {
    nowNanos = ++pieces * Duration.ofMillis(25).toNanos();
    seam.packets(stretch, at, PIECE * TsPacket.BYTES, nowNanos);
    fanout.published();
    if (index.points().newest() != newest) {
      newest = index.points().newest();
      groups++;
    }
  }

  private static StreamShape shape() {
    return new StreamShape(
        true, 50, 0, 20, true, List.of(0x0F), 3, 1, 5, true, 0, false, false, 0, 0);
  }

  private byte[] stretch() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 100 * PIECE; i++) {
      bytes.writeBytes(model.next().bytes());
    }
    return bytes.toByteArray();
  }

  /** Takes everything at once. */
  private static final class Sink implements Outlet {
    private long taken;

    @Override
    public void listen(Runnable writable, Runnable gone) {}

    @Override
    public int write(ByteBuffer bytes) {
      int now = bytes.remaining();
      bytes.position(bytes.limit());
      taken += now;
      return now;
    }

    @Override
    public void awaitRoom() {}

    @Override
    public void roomFound() {}

    @Override
    public boolean finish() {
      return true;
    }

    @Override
    public void close() {}

    @Override
    public void reset() {}
  }
}
