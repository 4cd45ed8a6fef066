package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;
import tv.relay.testing.PacketBuilder;
import tv.relay.testing.PesHeaders;
import tv.relay.testing.Tables;

/** Where pictures that are sent in another order than they are shown may be cut. */
class PictureOrderTest {
  private static final int PMT = 0x1000;
  private static final int VIDEO = 0x100;
  private static final int H264 = 0x1B;
  private static final int CAPACITY = 64;

  private final Ring ring = new Ring(CAPACITY * TsPacket.BYTES, TsPacket.BYTES, 0, 0);
  private final StreamIndex index = new StreamIndex(CAPACITY);
  private int counter;
  private int pictures;

  @AfterEach
  void releaseRing() {
    ring.release();
  }

  /** Decoded as I4 P8 B6 b5 b7 P12 B10 b9 b11, with two pictures of delay. */
  @Test
  void shouldNotMissAPictureThatIsShownBeforeOneThatWasSent() {
    publishTables();
    long first = ring.headAcquire();
    for (int ahead : new int[] {2, 5, 2, 0, 1, 5, 2, 0, 1}) {
      publishPicture(ahead);
    }

    assertThat(cut(first + 1)).as("after I").isEqualTo(first + 1);
    for (int sent = 2; sent <= 5; sent++) {
      assertThat(cut(first + sent)).as("after P and %d B", sent - 2).isEqualTo(first + 5);
    }
  }

  /** Nothing is shown before an access point that was sent before it. */
  @Test
  void shouldCutBeforeAnAccessPointWhenNoneAheadIsLeft() {
    publishTables();
    for (int ahead : new int[] {2, 5, 2, 0, 1}) {
      publishPicture(ahead);
    }
    long point = publishPoint(2);

    assertThat(cut(point - 3)).isEqualTo(point);
  }

  @Test
  void shouldCutAnywhereInAStreamThatIsShownInItsOrder() {
    publishTables();
    long first = ring.headAcquire();
    for (int i = 0; i < 5; i++) {
      publishPicture(0);
    }
    publishPoint(0);

    for (int sent = 1; sent < 5; sent++) {
      assertThat(cut(first + sent)).isEqualTo(first + sent);
    }
  }

  @Test
  void shouldSayThatThereIsNoPicture() {
    publishTables();
    publishPicture(0);

    assertThat(cut(ring.headAcquire())).isEqualTo(TsPacket.ABSENT);
  }

  private long cut(long from) {
    return PictureOrder.cut(ring.view(), ring, index.points().newest(), from, ring.headAcquire());
  }

  private void publishTables() {
    publish(Tables.packets(0, 0, Tables.pat(1, 0, Map.of(1, PMT))).get(0));
    publish(Tables.packets(PMT, 0, Tables.pmt(1, 0, VIDEO, Map.of(VIDEO, H264), 0)).get(0));
  }

  private long publishPoint(int ahead) {
    long sequence = ring.headAcquire();
    publish(picture().randomAccess(), ahead);
    return sequence;
  }

  /** The first is an access point. */
  private void publishPicture(int ahead) {
    PacketBuilder packet = picture();
    publish(pictures == 0 ? packet.randomAccess() : packet, ahead);
  }

  private PacketBuilder picture() {
    return PacketBuilder.of(VIDEO, counter++).unitStart();
  }

  private void publish(PacketBuilder packet, int ahead) {
    long dts = 3_600L * pictures++;
    publish(packet.payload(PesHeaders.of(0xE0, dts + 3_600L * ahead, dts)));
  }

  private void publish(byte[] packet) {
    long sequence = ring.headAcquire();
    ring.publish(packet, 0, packet.length, sequence);
    index.packets(packet, 0, packet.length, sequence, sequence);
  }
}
