package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tv.relay.index.AccessPoint;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.StreamPacket;
import tv.relay.testing.StreamShape;

/** The index knows of a stream what its model knows, in whatever pieces it came. */
class IndexPropertyTest {
  private static final long MIN_INTERVAL_TICKS = 18_000;

  @Property(tries = 200)
  void shouldKnowAllAccessPointsAndWhatIsBeforeThem(
      @ForAll("shapes") StreamShape shape,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 90) Integer> pieces) {
    int capacity = 100_000;
    try (StreamBench bench = new StreamBench(shape, capacity, Duration.ofHours(1))) {
      pieces.forEach(bench::publish);
      List<StreamPacket> packets = bench.stream().packets();
      AccessPoint point = bench.index().points().oldestFrom(0);
      AccessPoint previous = null;
      while (point != null) {
        check(packets, point);
        if (previous != null) {
          shouldLieApart(packets, previous, point);
        }
        previous = point;
        point = bench.index().points().oldestFrom(point.sequence() + 1);
      }
      assertThat(bench.index().health().continuityErrors()).isZero();
    }
  }

  private static void check(List<StreamPacket> packets, AccessPoint point) {
    StreamPacket first = packets.get((int) point.sequence());
    assertThat(first.accessPoint()).isTrue();
    assertThat(point.pts()).isEqualTo(first.pts());
    assertThat(point.programme().mainPid()).isEqualTo(first.pid());
    List<StreamPacket> before = packets.subList(0, (int) point.sequence());
    for (int pid : point.pids()) {
      List<StreamPacket> own =
          before.stream().filter(p -> p.pid() == pid && p.hasPayload()).toList();
      assertThat(point.packetsBefore(pid)).as("packets of PID %s", pid).isEqualTo(own.size());
      assertThat(point.counterBefore(pid))
          .as("counter of PID %s", pid)
          .isEqualTo(own.isEmpty() ? TsPacket.ABSENT : own.get(own.size() - 1).counter());
    }
    for (long i = point.entry(); i < point.sequence(); i++) {
      assertThat(packets.get((int) i).pid()).as("of tables").isIn(0, 0x1000);
    }
  }

  /** Far enough, but no farther than the next that is far enough. */
  private static void shouldLieApart(List<StreamPacket> packets, AccessPoint from, AccessPoint to) {
    boolean moved = from.programme().mainPid() != to.programme().mainPid();
    long least = moved ? 0 : MIN_INTERVAL_TICKS;
    assertThat(to.pts() - from.pts()).isGreaterThanOrEqualTo(least);
    assertThat(packets.subList((int) from.sequence() + 1, (int) to.sequence()))
        .as("between")
        .noneMatch(p -> p.accessPoint() && p.pts() - from.pts() >= MIN_INTERVAL_TICKS);
  }

  @Provide
  Arbitrary<StreamShape> shapes() {
    return StreamScript.shapes();
  }
}
