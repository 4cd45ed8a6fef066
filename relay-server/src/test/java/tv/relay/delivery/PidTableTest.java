package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tv.relay.index.AccessPoint;
import tv.relay.index.StreamIndex;
import tv.relay.ring.Ring;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamShape;

final class PidTableTest {
  private static final int PACKET = 188;
  private static final int CAPACITY = 1_000;
  private static final long FAR = 1L << 40;

  /** As after a turn that came so late that the source has gone on by any number of rings. */
  @Test
  void shouldNotWalkThroughWhatTheRingNoLongerHolds() {
    Ring ring = new Ring(CAPACITY * PACKET, PACKET, FAR, 0);
    StreamIndex index = new StreamIndex(CAPACITY);
    StreamModel stream = new StreamModel(StreamShape.plain());
    for (long sequence = FAR; !knowsPids(index); sequence++) {
      byte[] packet = stream.next().bytes();
      ring.publish(packet, 0, packet.length, 0);
      index.packets(packet, 0, packet.length, sequence, 0);
    }
    AccessPoint point = index.points().newest();

    // A walk through all of it would take hours.
    PidTable table =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> PidTable.atCut(ring.view(), ring, 5, point, point, null));

    assertThat(Arrays.stream(point.pids())).allMatch(table::mayBeOpen);
    ring.release();
  }

  private static boolean knowsPids(StreamIndex index) {
    return !index.points().isEmpty() && index.points().newest().pids().length > 0;
  }
}
