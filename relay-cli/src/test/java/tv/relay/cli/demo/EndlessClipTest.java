package tv.relay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.StreamCheck;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

/** Time is a number here: nothing waits. */
class EndlessClipTest {

  private static final long LOOP_NANOS = TimeUnit.SECONDS.toNanos(24);

  private final Clip clip;
  private final EndlessClip endless;
  private final byte[] buffer = new byte[7 * TsPacket.BYTES];

  EndlessClipTest() throws IOException {
    clip = Clip.load();
    endless = new EndlessClip(clip);
  }

  /** What the clip must have for the rest to mean anything. */
  @Test
  void shouldHoldWholePicturesAndSoundFrames() {
    StreamCheck check = new StreamCheck();

    play(check, clip.packets());

    assertThat(check.pes(StreamCheck.VIDEO_PID)).isEqualTo(600);
    assertThat(check.pes(StreamCheck.AUDIO_PID)).isEqualTo(1125);
  }

  @Test
  void shouldHaveTablesBeforeEachRandomAccessPointAndOneEachSecond() {
    int points = 0;
    byte[] packet = new byte[TsPacket.BYTES];
    int[] pids = new int[clip.packets()];
    for (int i = 0; i < clip.packets(); i++) {
      clip.copyPacket(i, packet, 0);
      pids[i] = TsPacket.pid(packet, 0);
      assertThat(pids[i]).isNotEqualTo(TsPacket.NULL_PID);
      if (pids[i] == StreamCheck.VIDEO_PID && TsPacket.randomAccess(packet, 0)) {
        assertThat(pids[i - 2]).as("PAT").isZero();
        assertThat(pids[i - 1]).as("PMT").isEqualTo(4096);
        points++;
      }
    }

    assertThat(points).isEqualTo(24);
  }

  @Test
  void shouldBeOneStreamOverManySeams() {
    StreamCheck check = new StreamCheck();

    // 17 loops take every counter through all 16 of its shifts.
    play(check, 17L * clip.packets());

    assertThat(check.pes(StreamCheck.VIDEO_PID)).isEqualTo(17 * 600);
    assertThat(check.pes(StreamCheck.AUDIO_PID)).isEqualTo(17 * 1125);
    assertThat(check.pcrSpan()).isEqualTo((17 * 24 * 25 - 1) * PcrClock.TICKS_PER_SECOND / 25);
  }

  @Test
  void shouldNeverBeDueEarlierThanBefore() {
    long last = 0;
    for (long i = 0; i < 3L * clip.packets(); i++) {
      assertThat(endless.nextDueNanos()).isGreaterThanOrEqualTo(last);
      last = endless.nextDueNanos();
      takeOne();
    }
    assertThat(endless.nextDueNanos()).isEqualTo(3 * LOOP_NANOS);
  }

  @Test
  void shouldGiveEachPcrAtItsTime() {
    long firstPcr = TsPacket.ABSENT;
    long firstDue = 0;
    for (long i = 0; i < 2L * clip.packets(); i++) {
      long due = endless.nextDueNanos();
      takeOne();
      long pcr = PcrClock.read(buffer, 0);
      if (pcr != TsPacket.ABSENT) {
        firstDue = firstPcr == TsPacket.ABSENT ? due : firstDue;
        firstPcr = firstPcr == TsPacket.ABSENT ? pcr : firstPcr;
        assertThat(due - firstDue).isEqualTo(PcrClock.elapsed(firstPcr, pcr) * 1000 / 27);
      }
    }
  }

  @Test
  void shouldTakeNothingBeforeItIsDue() {
    int first = endless.take(0, buffer);

    assertThat(first).isEqualTo(TsPacket.BYTES);
    assertThat(endless.take(endless.nextDueNanos() - 1, buffer)).isZero();
    assertThat(endless.take(endless.nextDueNanos(), buffer)).isPositive();
  }

  @Test
  void shouldTakeNoMoreThanThereIsRoomFor() {
    assertThat(endless.take(LOOP_NANOS, new byte[2 * TsPacket.BYTES + 187]))
        .isEqualTo(2 * TsPacket.BYTES);
  }

  private void takeOne() {
    byte[] one = new byte[TsPacket.BYTES];
    assertThat(endless.take(Long.MAX_VALUE, one)).isEqualTo(TsPacket.BYTES);
    System.arraycopy(one, 0, buffer, 0, TsPacket.BYTES);
  }

  private void play(StreamCheck check, long packets) {
    while (check.packets() < packets) {
      takeOne();
      check.accept(buffer, 0);
    }
  }
}
