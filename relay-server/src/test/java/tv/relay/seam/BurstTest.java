package tv.relay.seam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/** Nothing is published at once of which the ring can't tell its readers beforehand. */
class BurstTest {
  @ParameterizedTest
  @ValueSource(ints = {64 * 188, 1 << 20, 8 << 20})
  void shouldStayWithinTheDistanceAtWhichReadersAreTold(int ringBytes) {
    Ring ring = new Ring(ringBytes, TsPacket.BYTES, 0, 0);
    try {
      int laps = 2 * ring.capacityChunks();
      ring.publish(new byte[laps * TsPacket.BYTES], 0, laps * TsPacket.BYTES, 0);
      long told = ring.firstSafe() - ring.tailAcquire();

      Window window = new Window(ring.capacityChunks());
      for (int i = 0; i < ring.capacityChunks(); i++) {
        window.add(new byte[TsPacket.BYTES], 0);
        assertThat(window.end() - window.first()).isLessThanOrEqualTo(told);
      }
      ComingPicture picture = new ComingPicture((int) ring.capacityBytes());
      assertThat(picture.hasRoom(TsPacket.BYTES)).isTrue();
      assertThat(picture.hasRoom((int) (told + 1) * TsPacket.BYTES)).isFalse();
    } finally {
      ring.release();
    }
  }
}
