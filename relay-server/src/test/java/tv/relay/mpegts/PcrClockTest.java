package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PcrClockTest {

  private static final int AT = CraftedPacket.OFFSET;
  private static final long MAX_BASE = (1L << 33) - 1;

  @Property
  void shouldReadBaseAndExtension(
      @ForAll @LongRange(max = MAX_BASE) long base, @ForAll @IntRange(max = 299) int extension) {
    byte[] packets = CraftedPacket.surrounded(CraftedPacket.pcr(256, 3, base, 0x3F, extension));

    assertThat(PcrClock.read(packets, AT)).isEqualTo(base * 300 + extension);
  }

  @Property
  void shouldShiftOverTheWrapAndKeepReservedBits(
      @ForAll @LongRange(max = MAX_BASE) long base,
      @ForAll @IntRange(max = 299) int extension,
      @ForAll @IntRange(max = 0x3F) int reserved,
      @ForAll long ticks) {
    byte[] packets = CraftedPacket.surrounded(CraftedPacket.pcr(256, 3, base, reserved, extension));
    long expected =
        Math.floorMod(base * 300 + extension + ticks % PcrClock.MODULUS, PcrClock.MODULUS);

    assertThat(PcrClock.shift(packets, AT, ticks)).isTrue();

    assertThat(packets)
        .isEqualTo(
            CraftedPacket.surrounded(
                CraftedPacket.pcr(256, 3, expected / 300, reserved, (int) (expected % 300))));
  }

  @Property
  void shouldRoundTripAndChangeNothingElse(@ForAll @Size(188) byte[] packet) {
    packet[3] |= 0x20;
    byte[] packets = CraftedPacket.surrounded(packet);
    // An extension over 299 is forbidden and comes back carried; only legal ones come back the
    // same.
    packets[AT + 10] &= (byte) 0xFE;
    byte[] before = packets.clone();

    long ticks = PcrClock.read(packets, AT);
    boolean written = PcrClock.write(packets, AT, ticks);

    assertThat(written)
        .isEqualTo(ticks != TsPacket.ABSENT)
        .isEqualTo(PcrClock.isPresent(packets, AT));
    assertThat(packets).isEqualTo(before);
  }

  @Property
  void shouldNotThrowAndStayInsideThePacket(
      @ForAll @Size(188) byte[] packet, @ForAll byte length, @ForAll long ticks) {
    packet[3] |= 0x20;
    packet[4] = length;
    byte[] packets = CraftedPacket.surrounded(packet);
    byte[] before = packets.clone();

    boolean written = PcrClock.write(packets, AT, ticks);

    System.arraycopy(before, AT + 6, packets, AT + 6, 6);
    assertThat(packets).isEqualTo(before);
    if ((length & 0xFF) < 7 || (length & 0xFF) > 183) {
      assertThat(written).isFalse();
    }
  }

  @Test
  void shouldCarryAForbiddenExtensionIntoTheBase() {
    byte[] packet = CraftedPacket.pcr(256, 0, MAX_BASE, 0x3F, 511);

    assertThat(PcrClock.read(packet, 0)).isEqualTo(211);
  }

  @Test
  void shouldLeaveAPacketWithoutPcrAlone() {
    byte[] packet = CraftedPacket.adaptationOnly(256, 0, 0x40);
    byte[] before = packet.clone();

    assertThat(PcrClock.read(packet, 0)).isEqualTo(TsPacket.ABSENT);
    assertThat(PcrClock.shift(packet, 0, 1)).isFalse();
    assertThat(packet).isEqualTo(before);
  }

  @Test
  void shouldMeasureOverTheWrap() {
    assertThat(PcrClock.elapsed(PcrClock.MODULUS - 10, 17)).isEqualTo(27);
    assertThat(PcrClock.elapsed(17, 44)).isEqualTo(27);
  }
}
