package tv.relay.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import tv.relay.index.Repair;

/** What has been missed can't be had again: behind the hole all is as a player wants it. */
class ContinuationTest {
  private static final byte[] STREAM = new Clip().frames(700);
  private static final int PACKETS = STREAM.length / Clip.PACKET;

  @Property(tries = 200)
  void shouldGoOnBehindGapsOnTheSameClock(
      @ForAll @IntRange(min = 600, max = 1500) int every,
      @ForAll @IntRange(min = 60, max = 800) int missed,
      @ForAll @IntRange(min = 0, max = 3) int leading,
      @ForAll long seed) {
    // The clock begins anew in the midst of it.
    Clip clip = new Clip().leadingFrames(leading).startTicks((1L << 33) - 1_000_000);
    byte[] stream = leading == 0 ? STREAM : clip.frames(700);
    try (Relayed relayed = new Relayed(1000, seed)) {
      int at = 0;
      while (at < PACKETS - 1500) {
        relayed.connection(stream, at, at + every).pause(missed * 6L);
        at += every + missed;
      }
      relayed.connection(stream, at, PACKETS);
      Audit audit = Audit.of(relayed.bytes());
      assertThat(relayed.kinds()).isNotEmpty().allMatch(Repair.Kind.CONTINUED::equals);
      assertThat(audit.announcements).isGreaterThanOrEqualTo(relayed.repairs.size());
      assertThat(relayed.index.health().continuityErrors()).isZero();
    }
  }

  @Property(tries = 200)
  void shouldFollowWithAnotherProgrammeAndClock(
      @ForAll @IntRange(min = 200, max = 1500) int every,
      @ForAll boolean otherPids,
      @ForAll @IntRange(min = 0, max = 3) int leading,
      @ForAll @LongRange(min = 20_000_000, max = (1L << 33) - 500_000) long startTicks,
      @ForAll long seed) {
    Clip clip = new Clip().seed(2).leadingFrames(leading).startTicks(startTicks);
    byte[] other = (otherPids ? clip.otherPids() : clip).frames(300);
    try (Relayed relayed = new Relayed(1000, seed)) {
      relayed.connection(STREAM, 0, every).pause(2_000);
      relayed.connection(other, 100, other.length / Clip.PACKET).pause(500);
      relayed.connection(STREAM, every + 300, PACKETS);
      Audit audit = Audit.of(relayed.bytes());
      assertThat(relayed.repairs).hasSize(2);
      assertThat(audit.starts.keySet()).containsExactlyInAnyOrder(0x100, 0x101);
      assertThat(audit.starts.get(0x100)).isGreaterThan(800);
      assertThat(relayed.index.health().continuityErrors()).isZero();
    }
  }

  /** A connection that was changed to follow is itself repeated by the next. */
  @Property(tries = 100)
  void shouldFindARepetitionOfWhatWasChanged(
      @ForAll @IntRange(min = 300, max = 1200) int end,
      @ForAll @IntRange(min = 60, max = 250) int repeated,
      @ForAll boolean otherPids,
      @ForAll long seed) {
    Clip clip = new Clip().seed(3).startTicks(77_000_000);
    byte[] other = (otherPids ? clip.otherPids() : clip).frames(300);
    int packets = other.length / Clip.PACKET;
    byte[] atOnce;
    try (Relayed relayed = new Relayed(1000, seed)) {
      relayed.connection(STREAM, 0, 500).pause(1_000).connection(other, 0, packets);
      atOnce = relayed.bytes();
    }
    try (Relayed relayed = new Relayed(1000, seed)) {
      relayed.connection(STREAM, 0, 500).pause(1_000).connection(other, 0, end);
      relayed.connection(other, end - repeated, packets);
      assertThat(Arrays.mismatch(relayed.bytes(), atOnce)).isEqualTo(-1);
      assertThat(relayed.kinds()).containsExactly(Repair.Kind.REBASED, Repair.Kind.OVERLAP);
    }
  }

  /** Players pass over a table whose version they know. */
  @Test
  void shouldCallAnotherTableByAnotherVersion() {
    byte[] other = new Clip().seed(2).audioType(Clip.MPEG_AUDIO).startTicks(5_000).frames(100);
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(STREAM, 0, 600).connection(other, 0, other.length / Clip.PACKET);
      Audit.of(relayed.bytes());
      int versions = 0;
      int last = -1;
      for (byte[] packet : Clip.packets(relayed.bytes())) {
        if (packet[1] == 0x50 && packet[2] == 0) {
          int version = packet[10] >> 1 & 31;
          versions += version == last ? 0 : 1;
          last = version;
        }
      }
      assertThat(versions).isEqualTo(2);
      assertThat(last).isEqualTo(1);
      assertThat(relayed.index.programme().maps().get(0).version()).isEqualTo(1);
      assertThat(relayed.index.programme().maps().get(0).streams())
          .extracting(stream -> stream.codec().title())
          .containsExactly("H.264", "MPEG audio");
    }
  }

  @Test
  void shouldSayHowLongTheGapIs() {
    byte[] stream = new Clip().groupFrames(10).frames(300);
    int frame = stream.length / Clip.PACKET / 300;
    try (Relayed relayed = new Relayed(3000, 1)) {
      relayed.connection(stream, 0, 100 * frame).pause(4_000);
      relayed.connection(stream, 200 * frame, 300 * frame);
      assertThat(relayed.repairs.get(0).gapMillis()).isBetween(3_400L, 4_800L);
      assertThat(relayed.index.seams().report().continuations()).isEqualTo(1);
      assertThat(relayed.index.seams().report().gaps()).isEqualTo(1);
      assertThat(relayed.index.seams().report().latestGapMillis())
          .isEqualTo(relayed.repairs.get(0).gapMillis());
    }
  }

  /** Better a broken picture than none: some sources have an access point each minute. */
  @Test
  void shouldGoOnAtAnyUnitWhenThereIsNoAccessPoint() {
    byte[] stream = new Clip().groupFrames(2_000).frames(1_900);
    int packets = stream.length / Clip.PACKET;
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(stream, 0, 400).pause(1_000).connection(stream, 1_000, packets);
      Audit.of(relayed.bytes());
      // A packet comes each millisecond.
      assertThat(relayed.packets()).isBetween(400 + packets - 12_000, 400 + packets - 10_500);
    }
  }

  /** Connections that each end before an access point comes must not keep a client waiting. */
  @Test
  void shouldCountTheWaitOverConnections() {
    byte[] stream = new Clip().groupFrames(2_000).frames(1_900);
    int packets = stream.length / Clip.PACKET;
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(stream, 0, 400);
      int before = relayed.packets();
      for (int at = 1_000; at + 1_500 < packets && relayed.packets() == before; at += 1_500) {
        relayed.connection(stream, at, at + 1_500);
      }
      assertThat(relayed.packets()).isGreaterThan(400);
      Audit.of(relayed.bytes());
    }
  }

  /** Put into packets anew each time: the same programme and clock, but counters of its own. */
  @Test
  void shouldWaitUntilAStreamThatIsBehindIsLater() {
    byte[] again = new Clip().counters(5).frames(700);
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(STREAM, 0, 1_500).connection(again, 600, 3_000);
      Audit.of(relayed.bytes());
      assertThat(relayed.kinds()).containsExactly(Repair.Kind.CONTINUED);
      assertThat(relayed.repairs.get(0).gapMillis()).isLessThan(1_500);
      assertThat(relayed.repairs.get(0).trimmedMillis()).isBetween(3_000L, 8_000L);
    }
  }

  /** As of a transcoder that is started for each connection. */
  @Test
  void shouldNotWaitForAClockThatStartsAnew() {
    byte[] anew = new Clip().seed(9).frames(700);
    try (Relayed relayed = new Relayed(4000, 1)) {
      relayed.connection(STREAM, 0, 3_000).pause(1_000).connection(anew, 0, 1_000);
      Audit.of(relayed.bytes());
      assertThat(relayed.kinds()).containsExactly(Repair.Kind.REBASED);
      assertThat(relayed.packets()).isGreaterThan(3_600);
    }
  }

  /**
   * VLC's sound is dead after a hole that its counter does not show, and after an announced one.
   */
  @Test
  void shouldShowAHoleInMpegAudioByItsCounterAlone() {
    byte[] stream = new Clip().audioType(Clip.MPEG_AUDIO).frames(700);
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(stream, 0, 900).pause(3_000).connection(stream, 1_400, 3_000);
      List<Integer> counters = new ArrayList<>();
      for (byte[] packet : Clip.packets(relayed.bytes())) {
        if (packet[1] % 0x20 == 1 && packet[2] == 1) {
          assertThat(packet[3] & 0x30).as("no announcement").isEqualTo(0x10);
          counters.add(packet[3] & 15);
        }
      }
      long jumps =
          IntStream.range(1, counters.size())
              .filter(i -> counters.get(i) != (counters.get(i - 1) + 1) % 16)
              .count();
      assertThat(jumps).isEqualTo(1);
      assertThat(relayed.index.health().continuityErrors()).isZero();
    }
  }

  /** Players close a hole of over 10 s each in their own way. */
  @Test
  void shouldCloseALongGap() {
    int frame = PACKETS / 700;
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(STREAM, 0, 100 * frame).pause(14_000);
      relayed.connection(STREAM, 450 * frame, PACKETS);
      Audit.of(relayed.bytes());
      assertThat(relayed.kinds()).containsExactly(Repair.Kind.REBASED);
      assertThat(relayed.repairs.get(0).gapMillis()).isBetween(14_000L, 16_000L);
    }
  }
}
