package tv.relay.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

/** The stream's own time, whatever its clock does. */
class TimelineTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Timeline timeline = new Timeline();
  private long sequence = 100;
  private long nowMillis = 50_000;
  private long clockMillis = PcrClock.MODULUS / 27_000 - 1_000;

  @Test
  void shouldGoByTheClockHoweverItComes() {
    clocks(50, 0);
    assertThat(timeline.latestNanos()).isEqualTo(49 * 40 * MILLI);
    clocks(50, 40);
    assertThat(timeline.latestNanos()).as("over the wrap").isEqualTo(99 * 40 * MILLI);
  }

  @Test
  void shouldFindEachPacketsTimeAndBack() {
    clocks(100, 40);
    for (long packet = 100; packet < 1_090; packet++) {
      long nanos = timeline.nanosAt(packet);
      assertThat(nanos).isCloseTo((packet - 100) * 4 * MILLI, within(MILLI));
      assertThat(timeline.sequenceAt(nanos, sequence)).isCloseTo(packet, within(1L));
    }
  }

  @Test
  void shouldReleaseWhatStandsBehindTheLastClock() {
    clocks(10, 40);
    long latest = timeline.latestNanos();
    assertThat(timeline.sequenceAt(latest + 99 * MILLI, sequence)).isLessThan(sequence);
    assertThat(timeline.sequenceAt(latest + 100 * MILLI, sequence)).isEqualTo(sequence);
  }

  @Test
  void shouldTakeAGapForWhatItWas() {
    clocks(10, 40);
    long before = timeline.latestNanos();
    nowMillis += 4_000;
    clockMillis += 5_000;
    clocks(1, 40);
    assertThat(timeline.latestNanos() - before).isEqualTo(5_040 * MILLI);
  }

  /** As at a splice: nothing says that there is a gap. */
  @Test
  void shouldNotTakeAJumpForAGap() {
    for (long jump : new long[] {30_000, -30_000, 10_000_000}) {
      clocks(10, 40);
      long before = timeline.latestNanos();
      clockMillis += jump;
      clocks(2, 40);
      assertThat(timeline.latestNanos() - before).isEqualTo(80 * MILLI);
    }
  }

  @Test
  void shouldNotTakeAnAnnouncedBreakForTime() {
    clocks(10, 40);
    long before = timeline.latestNanos();
    clockMillis += 700;
    clock(40, true);
    assertThat(timeline.latestNanos() - before).isEqualTo(40 * MILLI);
  }

  @Test
  void shouldGoByArrivalWhereThereIsNoClock() {
    arrivals(100, 50);
    assertThat(timeline.latestNanos()).isEqualTo(99 * 50 * MILLI);
    nowMillis += 10_000;
    arrivals(1, 50);
    assertThat(timeline.latestNanos()).as("behind a pause").isEqualTo((99 * 50 + 1_000) * MILLI);
  }

  @Test
  void shouldGoByArrivalOnceTheClockHasStopped() {
    clocks(10, 40);
    long before = timeline.latestNanos();
    arrivals(100, 50);
    assertThat(timeline.latestNanos() - before).isBetween(3_500 * MILLI, 5_000 * MILLI);
    long arrived = timeline.latestNanos();
    clockMillis += 77_000;
    clocks(11, 40);
    assertThat(timeline.latestNanos() - arrived).isBetween(400 * MILLI, 500 * MILLI);
  }

  @Test
  void shouldKnowTheRateAndForgetTheOldest() {
    clocks(5_000, 0);
    assertThat(timeline.packetsPerSecond()).isCloseTo(250, within(1.0));
    assertThat(timeline.oldestSequence()).isBetween(100L + 9_000, 100L + 11_000);
    assertThat(timeline.nanosAt(100)).isEqualTo(timeline.nanosAt(timeline.oldestSequence()));
  }

  /** So many clocks 40 ms apart, with ten packets between two. */
  private void clocks(int count, int arrivalMillis) {
    for (int i = 0; i < count; i++) {
      clock(arrivalMillis, false);
    }
  }

  private void clock(int arrivalMillis, boolean anew) {
    nowMillis += arrivalMillis;
    clockMillis += 40;
    byte[] packet = new byte[TsPacket.BYTES];
    packet[0] = TsPacket.SYNC;
    packet[3] = 0x20;
    packet[4] = (byte) 183;
    packet[5] = (byte) (anew ? 0x90 : 0x10);
    PcrClock.write(packet, 0, clockMillis * 27_000);
    timeline.clockPacket(packet, 0, sequence, nowMillis * MILLI);
    sequence += 10;
    timeline.arrived(sequence, nowMillis * MILLI);
  }

  private void arrivals(int count, int arrivalMillis) {
    for (int i = 0; i < count; i++) {
      nowMillis += arrivalMillis;
      sequence += 10;
      timeline.arrived(sequence, nowMillis * MILLI);
    }
  }
}
