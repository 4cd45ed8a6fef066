package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tv.relay.mpegts.TsPacket;

/**
 * A source that damages its headers, on purpose or not, harms nobody: a client still gets whole
 * packets in their order, nobody is disconnected, and the account adds up.
 */
class HostileStreamPropertyTest {

  /**
   * What is done to some of the packets.
   *
   * @param every to one in so many
   * @param at which byte; never the sync byte, which is the aligner's matter
   * @param value what it is set to
   */
  record Damage(int every, int at, int value) {}

  @Property(tries = 200)
  void shouldDeliverWholePacketsOfWhatever(
      @ForAll("scripts") StreamScript script, @ForAll("damages") List<Damage> damages) {
    int capacity = script.capacityChunks();
    try (StreamBench bench = new StreamBench(script.shape(), capacity, script.maxLag())) {
      bench.damages((sequence, packet) -> damage(damages, sequence, packet));
      List<PacketPlayer> players = new ArrayList<>();
      List<Subscriber> subscribers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        bench.publish(20);
        PacketPlayer player = new PacketPlayer(i == 0 ? Integer.MAX_VALUE : 0);
        players.add(player);
        subscribers.add(bench.attach(player, Duration.ZERO, i == 1));
      }
      for (int round = 0; round < script.rounds(); round++) {
        for (StreamScript.Step step : script.steps()) {
          PacketPlayer player = players.get(step.player() % 3);
          switch (step.kind()) {
            case PUBLISH, JOIN -> bench.publish(Math.min(1 + step.amount(), capacity / 8 - 1));
            case TAKE -> player.takes(step.amount());
            case STALL -> player.stalls();
            case IDLE -> bench.idles(100L * step.amount());
            default -> {}
          }
          bench.turn();
        }
      }
      players.forEach(player -> player.takes(Integer.MAX_VALUE / 2));
      bench.turn();
      for (int i = 0; i < 3; i++) {
        check(bench, players.get(i), subscribers.get(i).snapshot());
      }
      assertThat(bench.fanout().subscribers()).as("still there").hasSize(3);
      assertThat(bench.hasAllKeptBytes()).as("memory").isTrue();
    }
  }

  private static void check(StreamBench bench, PacketPlayer player, CursorSnapshot account) {
    assertThat(player.wasReset()).as("reset").isFalse();
    long head = bench.ring().headAcquire();
    assertThat(account.nextSequence() + account.lagChunks(head)).isEqualTo(head);
    // The last may still be on its way.
    long begun = account.sentChunks() - account.remainderBytes() / TsPacket.BYTES;
    assertThat(inOrder(bench.published(), player.packets())).as("packets").isEqualTo(begun);
  }

  /** How many of these are packets of the source, in its order. */
  private static long inOrder(List<byte[]> published, List<byte[]> packets) {
    long count = 0;
    int from = 0;
    for (byte[] packet : packets) {
      int at = from;
      while (at < published.size() && !Arrays.equals(published.get(at), packet)) {
        at++;
      }
      if (at < published.size()) {
        count++;
        from = at + 1;
      }
    }
    return count;
  }

  private static void damage(List<Damage> damages, long sequence, byte[] packet) {
    for (Damage damage : damages) {
      if (sequence % damage.every == 0) {
        packet[damage.at] = (byte) damage.value;
      }
    }
  }

  @Provide
  Arbitrary<StreamScript> scripts() {
    return StreamScript.usual();
  }

  @Provide
  Arbitrary<List<Damage>> damages() {
    Arbitrary<Integer> places =
        Arbitraries.oneOf(Arbitraries.of(1, 2, 3, 4, 5, 6), Arbitraries.integers().between(7, 187));
    return Combinators.combine(
            Arbitraries.integers().between(1, 50), places, Arbitraries.integers().between(0, 255))
        .as(Damage::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
