package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoopRestamperTest {

  private static final int VIDEO_PID = 256;
  private static final long LOOP_TICKS = 2_160_000;

  private final LoopRestamper restamper = new LoopRestamper(LOOP_TICKS);

  @Property
  void shouldPassTheFirstLoopAsItIs(@ForAll @Size(188) byte[] packet) {
    byte[] before = packet.clone();

    new LoopRestamper(LOOP_TICKS).restamp(packet, 0);

    assertThat(packet).isEqualTo(before);
  }

  @Property
  void shouldCountOnOverEverySeam(
      @ForAll @IntRange(max = 15) int first, @ForAll @IntRange(min = 1, max = 40) int packets) {
    LoopRestamper endless = new LoopRestamper(LOOP_TICKS);
    int expected = first;
    for (int loop = 0; loop < 4; loop++) {
      for (int i = 0; i < packets; i++) {
        byte[] packet = CraftedPacket.payload(VIDEO_PID, (first + i) & 15);
        endless.restamp(packet, 0);
        assertThat(packet).isEqualTo(CraftedPacket.payload(VIDEO_PID, expected++ & 15));
      }
      endless.startNextLoop();
    }
  }

  @Test
  void shouldNotCountPacketsWithoutPayload() {
    // The recording: an adaptation field alone, then two payloads.
    assertThat(counterOf(CraftedPacket.adaptationOnly(VIDEO_PID, 4, 0))).isEqualTo(4);
    assertThat(counterOf(CraftedPacket.payload(VIDEO_PID, 5))).isEqualTo(5);
    assertThat(counterOf(CraftedPacket.payload(VIDEO_PID, 6))).isEqualTo(6);
    restamper.startNextLoop();
    assertThat(counterOf(CraftedPacket.adaptationOnly(VIDEO_PID, 4, 0))).isEqualTo(6);
    assertThat(counterOf(CraftedPacket.payload(VIDEO_PID, 5))).isEqualTo(7);
  }

  @Test
  void shouldKeepADuplicateADuplicate() {
    counterOf(CraftedPacket.payload(VIDEO_PID, 5));
    restamper.startNextLoop();

    assertThat(counterOf(CraftedPacket.payload(VIDEO_PID, 5))).isEqualTo(6);
    assertThat(counterOf(CraftedPacket.payload(VIDEO_PID, 5))).isEqualTo(6);
    assertThat(counterOf(CraftedPacket.payload(VIDEO_PID, 6))).isEqualTo(7);
  }

  @Test
  void shouldCountEachPidByItself() {
    counterOf(CraftedPacket.payload(VIDEO_PID, 5));
    counterOf(CraftedPacket.payload(257, 9));
    restamper.startNextLoop();

    assertThat(counterOf(CraftedPacket.payload(257, 9))).isEqualTo(10);
    assertThat(counterOf(CraftedPacket.payload(VIDEO_PID, 5))).isEqualTo(6);
  }

  @Test
  void shouldCountOnForAPidThatALoopWentWithout() {
    counterOf(CraftedPacket.payload(17, 5));
    restamper.startNextLoop();
    restamper.startNextLoop();

    assertThat(counterOf(CraftedPacket.payload(17, 5))).isEqualTo(6);
  }

  @Test
  void shouldLeaveNullPacketsAlone() {
    counterOf(CraftedPacket.payload(TsPacket.NULL_PID, 5));
    restamper.startNextLoop();

    assertThat(counterOf(CraftedPacket.payload(TsPacket.NULL_PID, 5))).isEqualTo(5);
  }

  @Test
  void shouldShiftEveryClockByTheLoop() {
    restamper.startNextLoop();
    restamper.startNextLoop();
    byte[] pcr = CraftedPacket.pcr(VIDEO_PID, 0, 45_000, 0x3F, 17);
    byte[] pes = CraftedPacket.pes(VIDEO_PID, 1, 0xE0, 93_600, 90_000, "111");

    restamper.restamp(pcr, 0);
    restamper.restamp(pes, 0);

    assertThat(PcrClock.read(pcr, 0)).isEqualTo((45_000 + 2 * LOOP_TICKS) * 300 + 17);
    assertThat(Timestamps.pts(pes, 0)).isEqualTo(93_600 + 2 * LOOP_TICKS);
    assertThat(Timestamps.dts(pes, 0)).isEqualTo(90_000 + 2 * LOOP_TICKS);
  }

  /** The 33 bits are full after 26.5 hours: 3,976 loops of the demo. */
  @Test
  void shouldGoOnOverTheWrapOfTheClock() {
    for (int loop = 0; loop < 3977; loop++) {
      restamper.startNextLoop();
    }
    byte[] pes = CraftedPacket.pes(VIDEO_PID, 0, 0xE0, 93_600, 90_000, "111");

    restamper.restamp(pes, 0);

    assertThat(Timestamps.dts(pes, 0))
        .isEqualTo((90_000 + 3977 * LOOP_TICKS) % (1L << 33))
        .isLessThan(90_000 + LOOP_TICKS);
  }

  private int counterOf(byte[] packet) {
    restamper.restamp(packet, 0);
    return TsPacket.continuityCounter(packet, 0);
  }
}
