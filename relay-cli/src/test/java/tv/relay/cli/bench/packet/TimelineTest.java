package tv.relay.cli.bench.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.mpegts.AccessUnitProbe;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.PacketAligner;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

final class TimelineTest {

  @ParameterizedTest
  @ValueSource(longs = {200_000, 8_000_000, 80_000_000})
  void shouldRunAtItsRateByItsOwnClock(long bitsPerSecond) {
    Timeline timeline = new Timeline(0, bitsPerSecond);
    byte[] packet = new byte[TsPacket.BYTES];
    long first = TsPacket.ABSENT;
    while (true) {
      long before = timeline.packets();
      timeline.next(packet, 0, 0);
      long pcr = PcrClock.read(packet, 0);
      if (first == TsPacket.ABSENT) {
        first = pcr;
      } else if (pcr != TsPacket.ABSENT && pcr > 10 * PcrClock.TICKS_PER_SECOND) {
        double seconds = (double) pcr / PcrClock.TICKS_PER_SECOND;
        assertThat(before * TsPacket.BYTES * 8 / seconds)
            .isCloseTo(bitsPerSecond, within(bitsPerSecond / 1_000.0));
        return;
      }
    }
  }

  @Test
  void shouldHaveAnAccessPointBehindTablesEachSecond() {
    byte[] stream = PacketVerifierTest.stream(0, 5_319 * 4);
    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);
    List<Integer> points = new ArrayList<>();
    for (int packet = 0; packet * TsPacket.BYTES < stream.length; packet++) {
      int at = packet * TsPacket.BYTES;
      if (TsPacket.payloadUnitStart(stream, at) && TsPacket.pid(stream, at) == 0x100) {
        probe.begin();
        boolean point =
            probe.feed(stream, TsPacket.payloadOffset(stream, at), at + TsPacket.BYTES)
                == AccessUnitProbe.Verdict.ACCESS_POINT;
        assertThat(TsPacket.randomAccess(stream, at)).isEqualTo(point);
        if (point) {
          points.add(packet);
          assertThat(TsPacket.pid(stream, at - 2 * TsPacket.BYTES)).isZero();
          assertThat(TsPacket.pid(stream, at - TsPacket.BYTES)).isEqualTo(0x1000);
        }
      }
    }
    assertThat(points).hasSize(4);
    assertThat(points.get(1) - points.get(0)).isBetween(5_310, 5_330);
  }

  /** Or an aligner might lock onto the middle of a packet. */
  @Test
  void shouldShowNoSyncByteInsideAPayload() {
    byte[] stream = PacketVerifierTest.stream(1 << 20, 2_000);
    for (int at = 0; at < stream.length; at++) {
      if (at % TsPacket.BYTES > NumberedPacket.SLICE_AT) {
        assertThat(stream[at]).isNotEqualTo(TsPacket.SYNC).isNotZero();
      }
    }
    assertThat(PacketAligner.looksLikePackets(stream, stream.length)).isTrue();
  }

  @Test
  void shouldNumberPacketsAndKeepLargeNumbers() {
    byte[] packet = PacketVerifierTest.stream(7, 3);
    int video = 2 * TsPacket.BYTES;
    NumberedPacket.write(packet, video, 2_097_151, (1L << 56) - 1, Long.MAX_VALUE);

    assertThat(NumberedPacket.isWhole(packet, video)).isTrue();
    assertThat(NumberedPacket.channel(packet, video)).isEqualTo(2_097_151);
    assertThat(NumberedPacket.sequence(packet, video)).isEqualTo((1L << 56) - 1);
    assertThat(NumberedPacket.nanos(packet, video)).isEqualTo(Long.MAX_VALUE);
  }

  /** A relay may change clocks, counters and headers. */
  @Test
  void shouldStayWholeWhenClockAndCounterAreChanged() {
    byte[] packet = PacketVerifierTest.stream(7, 3);
    int video = 2 * TsPacket.BYTES;

    assertThat(PcrClock.shift(packet, video, 12_345)).isTrue();
    TsPacket.setContinuityCounter(packet, video, 9);

    assertThat(NumberedPacket.isWhole(packet, video)).isTrue();
  }
}
