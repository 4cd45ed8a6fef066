package tv.relay.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What clients may have goes on at the stream's pace, whatever the source does. */
class ReservoirTest {
  /** A picture, and the marks of the timeline. */
  private static final long STEP = 120;

  @Test
  void shouldLetNobodyInBeforeThereIsEnough() {
    try (Held held = new Held(3_000, 10_000)) {
      held.pass(2_900);
      assertThat(held.reservoir.isOpen()).isFalse();
      assertThat(held.reservoir.head()).isEqualTo(held.ring.firstSequence());
      held.pass(300);
      assertThat(held.reservoir.isOpen()).isTrue();
      assertThat(held.heldMillis()).isCloseTo(3_000, within(STEP));
    }
  }

  @Test
  void shouldLetThemInSoonWhenTheSourceSendsItsLastSecondsAtOnce() {
    try (Held held = new Held(3_000, 10_000)) {
      held.burst(8_000).pass(450);
      assertThat(held.reservoir.isOpen()).isTrue();
      assertThat(held.heldMillis()).isCloseTo(3_000, within(STEP));
    }
  }

  @Test
  void shouldNotWaitLongerThanItMay() {
    try (Held held = new Held(8_000, 2_000)) {
      held.pass(1_900);
      assertThat(held.reservoir.isOpen()).isFalse();
      held.pass(200);
      assertThat(held.reservoir.isOpen()).isTrue();
      assertThat(held.heldMillis()).isCloseTo(2_000, within(2 * STEP));
    }
  }

  @Test
  void shouldGoOnWhileTheSourceIsAway() {
    try (Held held = watched(4_000)) {
      for (int cut = 0; cut < 10; cut++) {
        long before = held.releasedMillis();
        held.lost();
        for (int i = 0; i < 35; i++) {
          long last = held.releasedMillis();
          held.pass(100);
          assertThat(held.releasedMillis() - last).isCloseTo(100, within(60L));
        }
        held.back().pass(6_500);
        assertThat(held.releasedMillis() - before).isCloseTo(10_000, within(STEP));
        assertThat(held.heldMillis()).isCloseTo(4_000, within(2 * STEP));
      }
    }
  }

  /** As far behind the source as before, when its clock says how long the gap was. */
  @Test
  void shouldPauseForAsLongAsTheGapThatASourceLeaves() {
    try (Held held = watched(3_000)) {
      held.lost().pass(8_000);
      long dry = held.releasedMillis();
      held.backWithAGap().pass(2_000);
      assertThat(held.releasedMillis()).isCloseTo(dry, within(STEP));
      held.pass(2_000);
      assertThat(held.releasedMillis()).isCloseTo(dry + 9_000, within(2 * STEP));
      assertThat(held.heldMillis()).isCloseTo(3_000, within(2 * STEP));
    }
  }

  /** The stream is later than it should be: rather one long pause than one at each cut. */
  @Test
  void shouldFillAgainAfterItRanDry() {
    try (Held held = watched(3_000)) {
      held.pausedFor(5_000);
      long dry = held.releasedMillis();
      held.pass(1_000);
      assertThat(held.reservoir.reserve().filling()).isTrue();
      assertThat(held.releasedMillis()).isCloseTo(dry, within(STEP));
      held.pass(4_000);
      assertThat(held.heldMillis()).isCloseTo(3_000, within(2 * STEP));
      assertThat(held.releasedMillis()).isCloseTo(dry + 2_000, within(3 * STEP));
    }
  }

  @Test
  void shouldNotFillForThoseWhoHaveGone() {
    try (Held held = watched(3_000)) {
      held.pausedFor(5_000).pass(1_000);
      held.watched = false;
      held.pass(50);
      assertThat(held.reservoir.reserve().filling()).isFalse();
    }
  }

  /** A thousand seconds at 0.05 % are half a second. */
  @Test
  void shouldFollowASourceWhoseClockIsNotOurs() {
    for (double pace : new double[] {0.9995, 1.0005}) {
      try (Held held = watched(3_000)) {
        held.pace(pace);
        held.pass(4_000_000);
        assertThat(held.heldMillis()).as("at " + pace).isBetween(2_300L, 3_700L);
        assertThat(held.reservoir.reserve().filling()).isFalse();
      }
    }
  }

  @Test
  void shouldReleaseWhatTheRingCanNotHold() {
    try (Held held = watched(3_000)) {
      held.pace(5).pass(200_000);
      assertThat(held.ring.isSafe(held.reservoir.head())).isTrue();
      assertThat(held.reservoir.roomChunks()).isGreaterThan(Held.RING_CHUNKS / 4);
    }
  }

  @Test
  void shouldSayThatTheRingIsTooSmall() {
    try (Held held = new Held(60_000 * 5, 60_000 * 10)) {
      held.pass(250_000);
      assertThat(held.reservoir.reserve().isRingTooSmall()).isTrue();
    }
  }

  @Test
  void shouldKeepTheReserveFullWithNobodyWatching() {
    try (Held held = watched(3_000)) {
      held.watched = false;
      held.pausedFor(5_000).pass(10_000);
      assertThat(held.heldMillis()).isCloseTo(3_000, within(STEP));
      held.lost().pass(20_000);
      assertThat(held.heldMillis()).isCloseTo(3_000, within(STEP));
    }
  }

  private static Held watched(int wantedMillis) {
    Held held = new Held(wantedMillis, 10_000);
    held.pass(wantedMillis + 200);
    held.watched = true;
    return held.pass(100);
  }
}
