package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.StreamShape;

/** A client that has taken the tables before its access point, and then nothing for a while. */
class LappedAtJoinTest {
  private static final StreamShape SHAPE =
      new StreamShape(true, 10, 0, 2, true, List.of(0x0F), 3, 1, 7, false, 0, false, false, 0, 0);

  @Test
  void shouldBeSentTablesThatFollowThoseItHas() {
    for (int more = 0; more < 16; more++) {
      try (StreamBench bench = new StreamBench(SHAPE, 800, Duration.ofSeconds(60))) {
        PacketPlayer player = new PacketPlayer(2 * TsPacket.BYTES);
        bench.publishUpToAPoint();
        Subscriber subscriber = bench.attach(player, Duration.ZERO, true);
        assertThat(player.takenBytes()).isEqualTo(2 * TsPacket.BYTES);
        for (int i = 0; i < 40 + more; i++) {
          bench.publish(50);
          bench.turn();
        }
        player.takes(Integer.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
          bench.publish(50);
          bench.turn();
        }
        CursorSnapshot account = subscriber.snapshot();
        Reception reception =
            new Reception(
                bench.stream(), player.packets(), account.joinSequence(), account.nextSequence());
        assertThat(account.droppedChunks()).isEqualTo(reception.missing());
        assertThat(account.skips()).isOne();
        reception.shouldHaveAnnouncedBreaksOnly();
        reception.shouldBeginAtAnAccessPoint(false);
      }
    }
  }
}
