package tv.relay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

class PcrScheduleTest {

  private static final long NO_PCR = -1;
  private static final long LOOP_TICKS = 9_000; // 100 ms

  @Test
  void shouldSpreadPacketsEvenlyBetweenPcrs() {
    byte[] recording = recording(0, NO_PCR, NO_PCR, NO_PCR, millis(60), NO_PCR);

    assertThat(PcrSchedule.dueNanos(recording, LOOP_TICKS))
        .containsExactly(0, 15_000_000, 30_000_000, 45_000_000, 60_000_000, 80_000_000);
  }

  /** PAT and PMT stand before the first PCR: in the loop they follow the last one. */
  @Test
  void shouldCountFromTheFirstPacketNotFromTheFirstPcr() {
    byte[] recording = recording(NO_PCR, NO_PCR, millis(500), millis(520), NO_PCR, NO_PCR);

    // From the last PCR 80 ms are left for five steps: two to the end, three to the first PCR.
    assertThat(PcrSchedule.dueNanos(recording, LOOP_TICKS))
        .containsExactly(0, 16_000_000, 32_000_000, 52_000_000, 68_000_000, 84_000_000);
  }

  @Test
  void shouldGoOnOverTheWrapOfTheClock() {
    byte[] recording = recording(PcrClock.MODULUS - millis(10), NO_PCR, millis(30), NO_PCR);

    assertThat(PcrSchedule.dueNanos(recording, LOOP_TICKS))
        .containsExactly(0, 20_000_000, 40_000_000, 70_000_000);
  }

  @Test
  void shouldFollowOnePidOnly() {
    byte[] recording = recording(0, millis(7_000), millis(50), NO_PCR);
    recording[TsPacket.BYTES + 2] = 9;

    assertThat(PcrSchedule.dueNanos(recording, LOOP_TICKS))
        .containsExactly(0, 25_000_000, 50_000_000, 75_000_000);
  }

  @Test
  void shouldRefuseWhatCannotBePlayed() {
    assertRefused(new byte[0]);
    assertRefused(recording(NO_PCR, NO_PCR));
    assertRefused(Arrays.copyOf(recording(0, millis(20)), 2 * TsPacket.BYTES - 1));
    assertRefused(recording(millis(20), 0)); // falls
    assertRefused(recording(0, millis(101))); // beyond the loop
    assertRefused(recording(0, 0)); // stands
  }

  private static void assertRefused(byte[] recording) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcrSchedule.dueNanos(recording, LOOP_TICKS));
  }

  private static long millis(long millis) {
    return millis * PcrClock.TICKS_PER_SECOND / 1000;
  }

  private static byte[] recording(long... pcrs) {
    byte[] recording = new byte[pcrs.length * TsPacket.BYTES];
    for (int i = 0; i < pcrs.length; i++) {
      int offset = i * TsPacket.BYTES;
      recording[offset] = TsPacket.SYNC;
      recording[offset + 2] = 8;
      recording[offset + 3] = 0x30;
      recording[offset + 4] = 7;
      if (pcrs[i] != NO_PCR) {
        recording[offset + 5] = 0x10;
        PcrClock.write(recording, offset, pcrs[i]);
      }
    }
    return recording;
  }
}
