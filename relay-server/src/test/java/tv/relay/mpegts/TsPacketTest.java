package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TsPacketTest {

  private static final int AT = CraftedPacket.OFFSET;

  @Property
  void shouldReadPidAndCounter(
      @ForAll @IntRange(max = 0x1FFF) int pid, @ForAll @IntRange(max = 15) int counter) {
    byte[] packets = CraftedPacket.surrounded(CraftedPacket.payload(pid, counter));

    assertThat(TsPacket.pid(packets, AT)).isEqualTo(pid);
    assertThat(TsPacket.continuityCounter(packets, AT)).isEqualTo(counter);
  }

  @Property
  void shouldWriteTheCounterAndNothingElse(
      @ForAll @Size(188) byte[] packet, @ForAll @IntRange(max = 15) int counter) {
    byte[] packets = CraftedPacket.surrounded(packet);
    byte[] expected = packets.clone();
    expected[AT + 3] = (byte) ((expected[AT + 3] & 0xF0) | counter);

    TsPacket.setContinuityCounter(packets, AT, counter);

    assertThat(packets).isEqualTo(expected);
  }

  @Property
  void shouldKeepThePayloadInsideThePacketWhateverItSays(@ForAll @Size(188) byte[] packet) {
    byte[] packets = CraftedPacket.surrounded(packet);

    int payload = TsPacket.payloadOffset(packets, AT);

    if (payload != TsPacket.ABSENT) {
      assertThat(payload).isBetween(AT + 4, AT + 187);
    }
  }

  @Property
  void shouldIgnoreAnAdaptationFieldThatReachesBeyondThePacket(
      @ForAll @IntRange(min = 184, max = 255) int length) {
    byte[] packet = CraftedPacket.pcr(256, 0, 1, 0x3F, 0);
    packet[4] = (byte) length;
    packet[5] = (byte) 0xFF;
    byte[] packets = CraftedPacket.surrounded(packet);

    assertThat(TsPacket.payloadOffset(packets, AT)).isEqualTo(TsPacket.ABSENT);
    assertThat(TsPacket.randomAccess(packets, AT)).isFalse();
    assertThat(TsPacket.discontinuity(packets, AT)).isFalse();
    assertThat(PcrClock.isPresent(packets, AT)).isFalse();
  }

  @Test
  void shouldFindThePayloadBehindTheAdaptationField() {
    byte[] packet = CraftedPacket.pcr(256, 0, 1, 0x3F, 0);

    assertThat(TsPacket.payloadOffset(packet, 0)).isEqualTo(12);
    assertThat(TsPacket.payloadOffset(CraftedPacket.payload(256, 0), 0)).isEqualTo(4);
    assertThat(TsPacket.payloadOffset(CraftedPacket.adaptationOnly(256, 0, 0), 0))
        .isEqualTo(TsPacket.ABSENT);
  }

  @Test
  void shouldReadAnEmptyAdaptationFieldAsOneWithoutFlags() {
    byte[] packet = CraftedPacket.pcr(256, 0, 1, 0x3F, 0);
    packet[4] = 0;
    packet[5] = (byte) 0xFF;

    assertThat(TsPacket.randomAccess(packet, 0)).isFalse();
    assertThat(TsPacket.payloadOffset(packet, 0)).isEqualTo(5);
  }

  @Test
  void shouldTellTheFlags() {
    assertThat(TsPacket.randomAccess(CraftedPacket.adaptationOnly(1, 0, 0x40), 0)).isTrue();
    assertThat(TsPacket.discontinuity(CraftedPacket.adaptationOnly(1, 0, 0x40), 0)).isFalse();
    assertThat(TsPacket.discontinuity(CraftedPacket.adaptationOnly(1, 0, 0x80), 0)).isTrue();
    assertThat(TsPacket.hasPayload(CraftedPacket.adaptationOnly(1, 0, 0), 0)).isFalse();
  }
}
