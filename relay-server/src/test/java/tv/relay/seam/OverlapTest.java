package tv.relay.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tv.relay.index.Repair;

/**
 * Providers come back some seconds behind: what they repeat is left out, and nothing is missing.
 */
class OverlapTest {
  private static final byte[] STREAM = new Clip().frames(300);
  private static final int PACKETS = STREAM.length / Clip.PACKET;

  @Property(tries = 300)
  void shouldPublishTheOriginalWhateverIsRepeated(
      @ForAll @IntRange(min = 300, max = 1500) int every,
      @ForAll @IntRange(min = 80, max = 290) int repeated,
      @ForAll long seed) {
    try (Relayed relayed = new Relayed(1000, seed)) {
      int end = 0;
      int seams = -1;
      while (end < PACKETS) {
        int from = Math.max(0, end - repeated);
        end = Math.min(PACKETS, from + every);
        relayed.connection(STREAM, from, end).pause(300);
        seams++;
      }
      assertSame(relayed.bytes(), STREAM);
      assertThat(relayed.kinds()).hasSize(seams).allMatch(Repair.Kind.OVERLAP::equals);
      assertThat(relayed.index.health().continuityErrors()).isZero();
      assertThat(relayed.repairs)
          .allMatch(repair -> repair.gapMillis() == 0)
          // Less the picture that was cut off, which had not been published.
          .allMatch(repair -> repair.trimmedBytes() <= repeated * 188L)
          .allMatch(repair -> repair.trimmedBytes() >= (repeated - 50) * 188L);
    }
  }

  /** What the ring still holds is less than what the new connection repeats. */
  @Property(tries = 100)
  void shouldWaitForAConnectionThatStartsBeforeTheRing(
      @ForAll @IntRange(min = 1100, max = 2000) int end,
      @ForAll @IntRange(min = 260, max = 1000) int repeated,
      @ForAll long seed) {
    try (Relayed relayed = new Relayed(250, seed)) {
      relayed.connection(STREAM, 0, end).connection(STREAM, end - repeated, PACKETS);
      assertSame(relayed.bytes(), STREAM);
      assertThat(relayed.kinds()).containsExactly(Repair.Kind.OVERLAP);
    }
  }

  @Property(tries = 100)
  void shouldNotMindOtherNullPackets(
      @ForAll @IntRange(min = 300, max = 1500) int end,
      @ForAll @IntRange(min = 80, max = 290) int repeated,
      @ForAll long seed) {
    byte[] without = withoutNulls(STREAM, end - repeated);
    try (Relayed relayed = new Relayed(1000, seed)) {
      relayed.connection(STREAM, 0, end).connection(without, 0, without.length / Clip.PACKET);
      byte[] expected = withoutNulls(STREAM, 0);
      assertSame(withoutNulls(relayed.bytes(), 0), expected);
      assertThat(relayed.kinds()).containsExactly(Repair.Kind.OVERLAP);
    }
  }

  @Test
  void shouldPublishNothingOfAConnectionThatOnlyRepeats() {
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(STREAM, 0, 900).connection(STREAM, 500, 800);
      int whole = Clip.wholePictures(Arrays.copyOf(STREAM, 900 * Clip.PACKET)).length;
      assertThat(relayed.bytes()).hasSize(whole);
      relayed.connection(STREAM, 700, PACKETS);
      assertSame(relayed.bytes(), STREAM);
    }
  }

  /** Silence and stills repeat themselves: equal packets without a time are no evidence. */
  @Test
  void shouldNotTakeStuffingForARepetition() {
    byte[] still = STREAM.clone();
    for (int at = 0; at < still.length; at += Clip.PACKET) {
      boolean video = still[at + 1] == 1 && still[at + 2] == 0 && (still[at + 3] & 0x20) == 0;
      if (video) {
        Arrays.fill(still, at + 4, at + Clip.PACKET, (byte) 0x55);
      }
    }
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(still, 0, 900).pause(4_000).connection(still, 1400, PACKETS);
      assertThat(relayed.kinds()).containsExactly(Repair.Kind.CONTINUED);
      Audit.of(relayed.bytes());
    }
  }

  /** Whole arrays in a message say nothing. */
  private static void assertSame(byte[] published, byte[] original) {
    byte[] expected = Clip.wholePictures(original);
    int differs = Arrays.mismatch(published, expected);
    assertThat(differs)
        .as(
            "%d of %d packets, differ in packet %d",
            published.length / 188, expected.length / 188, differs / 188)
        .isEqualTo(-1);
  }

  private static byte[] withoutNulls(byte[] stream, int from) {
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    for (byte[] packet : Clip.packets(stream).subList(from, stream.length / Clip.PACKET)) {
      if (packet[1] != 0x1F || packet[2] != (byte) 0xFF) {
        left.writeBytes(packet);
      }
    }
    return left.toByteArray();
  }
}
