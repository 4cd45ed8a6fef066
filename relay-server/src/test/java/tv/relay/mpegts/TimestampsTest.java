package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  private static final int AT = CraftedPacket.OFFSET;
  private static final long MAX = (1L << 33) - 1;
  private static final int VIDEO = 0xE0;

  @Property
  void shouldReadBothTimes(
      @ForAll @LongRange(max = MAX) long pts, @ForAll @LongRange(max = MAX) long dts) {
    byte[] packets = CraftedPacket.surrounded(CraftedPacket.pes(256, 0, VIDEO, pts, dts, "111"));

    assertThat(Timestamps.pts(packets, AT)).isEqualTo(pts);
    assertThat(Timestamps.dts(packets, AT)).isEqualTo(dts);
  }

  @Property
  void shouldReadAPtsThatStandsAlone(@ForAll @LongRange(max = MAX) long pts) {
    byte[] packets = CraftedPacket.surrounded(CraftedPacket.pes(257, 0, 0xC0, pts, -1, "111"));

    assertThat(Timestamps.pts(packets, AT)).isEqualTo(pts);
    assertThat(Timestamps.dts(packets, AT)).isEqualTo(TsPacket.ABSENT);
    assertThat(Timestamps.writeDts(packets, AT, 1)).isFalse();
  }

  /** Some muxers write the markers as 0; what they wrote stays. */
  @Property
  void shouldShiftOverTheWrapAndKeepPrefixesAndMarkers(
      @ForAll @LongRange(max = MAX) long pts,
      @ForAll @LongRange(max = MAX) long dts,
      @ForAll @LongRange(min = -MAX, max = MAX) long ticks,
      @ForAll @IntRange(max = 7) int markerBits) {
    String markers = Integer.toBinaryString(8 + markerBits).substring(1);
    byte[] packets = CraftedPacket.surrounded(CraftedPacket.pes(256, 9, VIDEO, pts, dts, markers));

    assertThat(Timestamps.shift(packets, AT, ticks)).isTrue();

    long shiftedPts = Math.floorMod(pts + ticks, 1L << 33);
    long shiftedDts = Math.floorMod(dts + ticks, 1L << 33);
    assertThat(packets)
        .isEqualTo(
            CraftedPacket.surrounded(
                CraftedPacket.pes(256, 9, VIDEO, shiftedPts, shiftedDts, markers)));
  }

  @Property
  void shouldRoundTripWhateverTheRestOfThePacketIs(
      @ForAll @Size(188) byte[] packet,
      @ForAll @IntRange(max = 190) int adaptationLength,
      @ForAll boolean withAdaptation) {
    int payload = withAdaptation ? 5 + adaptationLength : 4;
    packet[1] |= 0x40;
    packet[3] = (byte) (withAdaptation ? 0x30 : 0x10);
    packet[4] = (byte) adaptationLength;
    byte[] start = {0, 0, 1, (byte) VIDEO, 0, 0, (byte) 0x80};
    System.arraycopy(start, 0, packet, Math.min(payload, 181), 7);
    byte[] packets = CraftedPacket.surrounded(packet);
    byte[] before = packets.clone();

    long pts = Timestamps.pts(packets, AT);
    long dts = Timestamps.dts(packets, AT);

    assertThat(Timestamps.writePts(packets, AT, pts)).isEqualTo(pts != TsPacket.ABSENT);
    assertThat(Timestamps.writeDts(packets, AT, dts)).isEqualTo(dts != TsPacket.ABSENT);
    assertThat(packets).isEqualTo(before);
    if (payload + 14 > 188) {
      assertThat(pts).isEqualTo(TsPacket.ABSENT);
    }
  }

  @Property
  void shouldNotThrowAndStayInsideThePacket(@ForAll @Size(188) byte[] packet, @ForAll long ticks) {
    byte[] packets = CraftedPacket.surrounded(packet);
    byte[] before = packets.clone();

    Timestamps.shift(packets, AT, ticks);

    System.arraycopy(before, AT, packets, AT, TsPacket.BYTES);
    assertThat(packets).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xBC, 0xBE, 0xBF, 0xF0, 0xF1, 0xF2, 0xF8, 0xFF})
  void shouldLeaveStreamsWithoutFullHeaderAlone(int streamId) {
    assertUntouched(CraftedPacket.pes(256, 0, streamId, 1, 2, "111"));
  }

  @Test
  void shouldLeaveWhatHasNoTimesAlone() {
    assertUntouched(with(11, 0x00)); // PTS_DTS_flags '00'
    assertUntouched(with(11, 0x40)); // '01', forbidden
    assertUntouched(with(12, 9)); // both promised, but the header has no room for them
    assertUntouched(with(6, 2)); // not a start code
    assertUntouched(with(1, 0x01)); // not the start of a payload unit
    assertUntouched(with(3, 0x90)); // scrambled
    assertUntouched(with(3, 0x20)); // no payload
    assertUntouched(with(10, 0x40)); // an MPEG-1 packet header
  }

  private static byte[] with(int index, int value) {
    byte[] packet = CraftedPacket.pes(256, 0, VIDEO, 1, 2, "111");
    packet[index] = (byte) value;
    return packet;
  }

  private static void assertUntouched(byte[] packet) {
    byte[] before = packet.clone();

    assertThat(Timestamps.shift(packet, 0, 3600)).isFalse();
    assertThat(Timestamps.pts(packet, 0)).isEqualTo(TsPacket.ABSENT);
    assertThat(packet).isEqualTo(before);
  }
}
