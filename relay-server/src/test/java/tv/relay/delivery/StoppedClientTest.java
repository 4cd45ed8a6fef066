package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.StreamShape;

/** What a client is sent that took nothing for a while and then goes on. */
class StoppedClientTest {
  private static final int VIDEO = 0x100;
  private static final int SOUND = 0x110;
  private static final long PICTURE_TICKS = 3_600;
  private static final long TENTH = Timestamps.TICKS_PER_SECOND / 10;
  private static final Duration MAX_LAG = Duration.ofSeconds(3);

  /** Groups of 2 s. */
  private static final StreamShape SHAPE =
      new StreamShape(true, 50, 0, 2, true, List.of(0x0F), 3, 1, 5, true, 0, false, false, 0, 0);

  /** A PES packet of one of the two. */
  private record Unit(int pid, long time) {}

  private final StreamBench bench = new StreamBench(SHAPE, 10_000, MAX_LAG);
  private final PacketPlayer player = new PacketPlayer(Integer.MAX_VALUE);

  @AfterEach
  void closeBench() {
    bench.close();
  }

  /**
   * ffmpeg closes a gap of more than 10 s by what it is long in the stream that it gets out first,
   * and puts right what goes back by more than a tenth of a second, but not what does by less.
   */
  @Test
  void shouldKeepSoundBehindPicturesOverALongGap() {
    for (int offset = 0; offset < 8; offset++) {
      List<Unit> units = unitsAround(Duration.ofSeconds(20).plusMillis(40 * offset));
      int gap = gap(units);
      int sound = next(units, gap, SOUND);

      long soundGap = units.get(sound).time() - firstMissing(units, gap, SOUND);
      long pictureGap = units.get(gap).time() - firstMissing(units, gap, VIDEO);
      assertThat(pictureGap).isGreaterThan(10 * Timestamps.TICKS_PER_SECOND);
      assertThat(soundGap).isBetween(pictureGap + TENTH, pictureGap + 15 * PICTURE_TICKS);
      assertThat(units.subList(gap, sound)).as("pictures first").hasSizeBetween(4, 15);
    }
  }

  @Test
  void shouldNotHoldSoundBackOverAShortGap() {
    List<Unit> units = unitsAround(Duration.ofSeconds(8));
    int gap = gap(units);

    assertThat(units.get(gap).time() - units.get(gap - 1).time())
        .isLessThan(9 * Timestamps.TICKS_PER_SECOND);
    assertThat(next(units, gap, SOUND) - gap).isLessThan(4);
  }

  /** Streams for a while, stops in the middle of a group, goes on; returns all units it has got. */
  private List<Unit> unitsAround(Duration stop) {
    player.takes(Integer.MAX_VALUE);
    bench.publishUpToAPoint();
    if (player.packets().isEmpty()) {
      bench.attach(player, Duration.ZERO, true);
    }
    long before = player.packets().size();
    run(Duration.ofMillis(4_800));
    player.stalls();
    run(stop);
    player.takes(Integer.MAX_VALUE);
    run(Duration.ofSeconds(4));
    List<Unit> units = new ArrayList<>();
    player.packets().stream().skip(before).forEach(packet -> addUnit(units, packet));
    return units;
  }

  private void run(Duration time) {
    long packets = bench.stream().packets().size();
    long end = bench.stream().packets().get((int) packets - 1).millis() + time.toMillis();
    while (bench.stream().packets().get(bench.stream().packets().size() - 1).millis() < end) {
      bench.publish(4);
      bench.turn();
    }
  }

  private static void addUnit(List<Unit> units, byte[] packet) {
    long pts = Timestamps.pts(packet, 0);
    long dts = Timestamps.dts(packet, 0);
    if (TsPacket.payloadUnitStart(packet, 0) && pts != TsPacket.ABSENT) {
      units.add(new Unit(TsPacket.pid(packet, 0), dts == TsPacket.ABSENT ? pts : dts));
    }
  }

  /** The first picture behind the last gap. */
  private static int gap(List<Unit> units) {
    for (int i = units.size() - 1; i > 0; i--) {
      if (units.get(i).time() - units.get(i - 1).time() > 2 * Timestamps.TICKS_PER_SECOND) {
        assertThat(units.get(i).pid()).isEqualTo(VIDEO);
        return i;
      }
    }
    throw new AssertionError("no gap in " + units);
  }

  private static int next(List<Unit> units, int from, int pid) {
    int at = from;
    while (units.get(at).pid() != pid) {
      at++;
    }
    return at;
  }

  private long firstMissing(List<Unit> units, int gap, int pid) {
    int last = gap - 1;
    while (units.get(last).pid() != pid) {
      last--;
    }
    long after = units.get(last).time();
    List<Unit> all = new ArrayList<>();
    bench.stream().packets().forEach(packet -> addUnit(all, packet.bytes()));
    return all.stream()
        .filter(unit -> unit.pid() == pid && unit.time() > after)
        .findFirst()
        .orElseThrow()
        .time();
  }
}
