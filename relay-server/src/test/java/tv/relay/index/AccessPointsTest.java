package tv.relay.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessPointsTest {

  @Test
  void shouldHaveNoneAtFirst() {
    assertThat(AccessPoints.NONE.isEmpty()).isTrue();
    assertThat(AccessPoints.NONE.newest()).isNull();
    assertThat(AccessPoints.NONE.newestUpTo(Long.MAX_VALUE)).isNull();
    assertThat(AccessPoints.NONE.oldestFrom(0)).isNull();
  }

  @Test
  void shouldFindTheNearestOnEitherSide() {
    AccessPoints points = points(10, 20, 30);
    assertThat(points.newestUpTo(9)).isNull();
    assertThat(points.newestUpTo(20).sequence()).isEqualTo(20);
    assertThat(points.newestUpTo(29).sequence()).isEqualTo(20);
    assertThat(points.oldestFrom(0).sequence()).isEqualTo(10);
    assertThat(points.oldestFrom(21).sequence()).isEqualTo(30);
    assertThat(points.oldestFrom(31)).isNull();
    assertThat(points.newest().sequence()).isEqualTo(30);
  }

  /** Whoever is at the tables of an access point is before it. */
  @Test
  void shouldCountTheTablesBeforeAPointToIt() {
    AccessPoints points = AccessPoints.NONE.with(point(10, 2), 0);
    assertThat(points.oldestFrom(8).sequence()).isEqualTo(10);
    assertThat(points.oldestFrom(9)).isNull();
  }

  @Test
  void shouldForgetWhatIsTooOld() {
    AccessPoints points = points(10, 20, 30).with(point(40, 0), 20);
    assertThat(points.oldestFrom(0).sequence()).isEqualTo(20);
  }

  @Test
  void shouldKeepTheNewestOfMany() {
    AccessPoints points = AccessPoints.NONE;
    for (int i = 0; i < 1_000; i++) {
      points = points.with(point(i, 0), 0);
    }
    assertThat(points.oldestFrom(0).sequence()).isEqualTo(1_000 - AccessPoints.MAX_POINTS);
    assertThat(points.newest().sequence()).isEqualTo(999);
  }

  private static AccessPoints points(long... sequences) {
    AccessPoints points = AccessPoints.NONE;
    for (long sequence : sequences) {
      points = points.with(point(sequence, 0), 0);
    }
    return points;
  }

  private static AccessPoint point(long sequence, int tablePackets) {
    return new AccessPoint(sequence, 0, tablePackets, Programme.unknown(), new PidLedger());
  }
}
