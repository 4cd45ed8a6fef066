package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.StreamShape;

/** What a client gets while its source has nothing to say. */
class FillerTest {
  private final StreamBench bench =
      new StreamBench(StreamShape.plain(), 10_000, Duration.ofSeconds(5));
  private final PacketPlayer player = new PacketPlayer(Integer.MAX_VALUE);

  @AfterEach
  void closeBench() {
    bench.close();
  }

  @Test
  void shouldGetANullPacketASecond() {
    Subscriber subscriber = watch();
    int before = player.packets().size();
    idle(10_000);
    List<byte[]> fillers = player.packets().subList(before, player.packets().size());
    assertThat(fillers).hasSizeBetween(8, 10);
    assertThat(fillers).allMatch(packet -> TsPacket.pid(packet, 0) == TsPacket.NULL_PID);
    assertThat(subscriber.snapshot().lagChunks(bench.ring().headAcquire())).isZero();
  }

  @Test
  void shouldNotHaveItInTheAccount() {
    Subscriber subscriber = watch();
    CursorSnapshot before = subscriber.snapshot();
    idle(10_000);
    assertThat(subscriber.snapshot()).isEqualTo(before);
    assertThat(before.sentBytes()).isEqualTo(player.streamBytes());
    bench.publish(50);
    bench.turn();
    CursorSnapshot after = subscriber.snapshot();
    assertThat(after.sentChunks()).isEqualTo(before.sentChunks() + 50);
    assertThat(after.sentBytes()).isEqualTo(player.streamBytes());
  }

  /** Its player would take the first packet for the stream's. */
  @Test
  void shouldGetNothingBeforeTheFirstData() {
    bench.attach(player, Duration.ZERO, false);
    idle(10_000);
    assertThat(player.packets()).isEmpty();
  }

  @Test
  void shouldGetNoneWhileItHasSomethingElseToTake() {
    watch();
    player.stalls();
    bench.publish(500);
    idle(10_000);
    player.takes(Integer.MAX_VALUE);
    bench.turn();
    assertThat(player.packets()).noneMatch(packet -> TsPacket.pid(packet, 0) == TsPacket.NULL_PID);
  }

  /** In the middle of one, the stream comes back. */
  @Test
  void shouldGetThePacketToItsEndBeforeTheStreamGoesOn() {
    Subscriber subscriber = watch();
    player.stalls();
    player.takes(100);
    idle(2_000);
    int fillers = player.packets().size();
    bench.publish(50);
    bench.turn();
    assertThat(player.packets()).hasSize(fillers);
    player.takes(Integer.MAX_VALUE);
    bench.turn();
    CursorSnapshot account = subscriber.snapshot();
    assertThat(account.sentBytes()).isEqualTo(player.streamBytes());
    assertThat(account.lagChunks(bench.ring().headAcquire())).isZero();
  }

  @Test
  void shouldNotCountAsProgress() {
    watch();
    player.stalls();
    // A byte of each: the first is never out.
    idle(2_000);
    bench.publish(5);
    for (long millis = 0; millis < StreamBench.CLIENT_TIMEOUT.toMillis(); millis += 60_000) {
      assertThat(player.wasReset()).isFalse();
      player.takes(1);
      idle(60_000, 60_000);
    }
    idle(120_000, 60_000);
    assertThat(player.wasReset()).isTrue();
  }

  private Subscriber watch() {
    bench.publishUpToAPoint();
    Subscriber subscriber = bench.attach(player, Duration.ZERO, true);
    bench.publish(100);
    bench.turn();
    assertThat(player.packets()).isNotEmpty();
    return subscriber;
  }

  private void idle(long millis) {
    idle(millis, 250);
  }

  private void idle(long millis, long step) {
    for (long passed = 0; passed < millis; passed += step) {
      bench.idles(step);
      bench.turn();
    }
  }
}
