package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

  private static final int AT = CraftedPacket.OFFSET;

  @Test
  void shouldAnnounceABreakByThePacketThatPlayersTook() {
    byte[] packets = CraftedPacket.surrounded(new byte[188]);

    Announcement.discontinuity(packets, AT, 0x0101, 12);

    assertThat(packets).isEqualTo(CraftedPacket.surrounded(filled("47 01 01 2C B7 80")));
  }

  @Test
  void shouldPadByAWholePesPacket() {
    byte[] packets = CraftedPacket.surrounded(new byte[188]);

    Announcement.padding(packets, AT, 0x0102, 7);

    assertThat(packets)
        .isEqualTo(CraftedPacket.surrounded(filled("47 41 02 17 00 00 01 BE 00 B2")));
  }

  @Property
  void shouldBeReadAsWritten(
      @ForAll @IntRange(max = 0x1FFF) int pid, @ForAll @IntRange(min = -16, max = 32) int counter) {
    byte[] packets = new byte[2 * 188];

    Announcement.discontinuity(packets, 0, pid, counter);
    Announcement.padding(packets, 188, pid, counter);

    assertThat(TsPacket.discontinuity(packets, 0)).isTrue();
    assertThat(TsPacket.hasPayload(packets, 0)).isFalse();
    assertThat(TsPacket.discontinuity(packets, 188)).isFalse();
    assertThat(TsPacket.payloadUnitStart(packets, 188)).isTrue();
    for (int offset : new int[] {0, 188}) {
      assertThat(packets[offset]).isEqualTo(TsPacket.SYNC);
      assertThat(TsPacket.pid(packets, offset)).isEqualTo(pid);
      assertThat(TsPacket.continuityCounter(packets, offset)).isEqualTo(Math.floorMod(counter, 16));
      assertThat(TsPacket.scrambled(packets, offset)).isFalse();
      assertThat(TsPacket.randomAccess(packets, offset)).isFalse();
    }
  }

  private static byte[] filled(String start) {
    byte[] packet = new byte[188];
    Arrays.fill(packet, (byte) 0xFF);
    byte[] head = CraftedPes.hex(start);
    System.arraycopy(head, 0, packet, 0, head.length);
    return packet;
  }
}
