package tv.relay.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Chromium's decoder gives up for good on a picture of which the end is missing, whichever it is:
 * what a lost source has cut off must reach nobody.
 */
class CutPictureTest {
  private static final int PACKET = Clip.PACKET;
  private static final int PICTURE = 0x100;
  private static final byte[] STREAM = new Clip().frames(300);
  private static final byte[] OTHER = new Clip().seed(5).otherPids().startTicks(5_000).frames(200);

  @Property(tries = 300)
  void shouldPublishWholePicturesWhereverTheSourceIsLost(
      @ForAll @IntRange(min = 100, max = 1500) int lostAt,
      @ForAll @IntRange(min = 100, max = 1000) int lostAgainAt,
      @ForAll long seed) {
    try (Relayed relayed = new Relayed(1000, seed)) {
      relayed.connection(STREAM, 0, lostAt).pause(1_000);
      relayed.connection(OTHER, 0, lostAgainAt).pause(1_000);
      relayed.connection(OTHER, lostAgainAt + 300, OTHER.length / PACKET);
      Audit.of(relayed.bytes());
      assertThat(relayed.repairs).hasSize(2);
      List<Integer> originals = pictures(STREAM, PICTURE);
      originals.addAll(pictures(OTHER, 0x200));
      assertThat(originals).containsAll(pictures(relayed.bytes(), PICTURE));
    }
  }

  /** Tables of a source that was made to follow have counters of ours. */
  @Property(tries = 200)
  void shouldGoOnWithTheCountersThatWerePublished(
      @ForAll @IntRange(min = 400, max = 1200) int end,
      @ForAll @IntRange(min = 80, max = 250) int repeated,
      @ForAll long seed) {
    try (Relayed relayed = new Relayed(1000, seed)) {
      relayed.connection(STREAM, 0, 500).pause(1_000).connection(OTHER, 0, end);
      relayed.connection(OTHER, end - repeated, OTHER.length / PACKET);
      Audit.of(relayed.bytes());
      assertThat(relayed.index.health().continuityErrors()).isZero();
    }
  }

  @Test
  void shouldNotKeepTheSoundWaitingForAPictureThatIsRare() {
    byte[] stream = new Clip().frames(3);
    int lastPicture = Clip.wholePictures(stream).length / PACKET;
    byte[] sound = Arrays.copyOfRange(stream, stream.length - PACKET, stream.length);
    try (Relayed relayed = new Relayed(1000, 1)) {
      relayed.connection(stream, 0, stream.length / PACKET);
      assertThat(relayed.packets()).isEqualTo(lastPicture);
      relayed.pause(400).more(sound, 0, 1);
      assertThat(relayed.packets()).isEqualTo(lastPicture);
      relayed.pause(200).more(sound, 0, 1);
      assertThat(relayed.packets()).isEqualTo(stream.length / PACKET + 2);
    }
  }

  @Test
  void shouldSendAHugePictureAsItComes() {
    byte[] stream = new Clip().frames(3);
    int lastPicture = Clip.wholePictures(stream).length / PACKET;
    byte[] more = Arrays.copyOfRange(stream, stream.length - PACKET, stream.length);
    try (Relayed relayed = new Relayed(200, 1)) {
      relayed.connection(stream, 0, stream.length / PACKET);
      assertThat(relayed.packets()).isEqualTo(lastPicture);
      for (int i = 0; i < 60; i++) {
        relayed.more(more, 0, 1);
      }
      assertThat(relayed.packets()).isEqualTo(stream.length / PACKET + 60);
    }
  }

  /** What the payload of each of the PID's units hashes to, without the times. */
  private static List<Integer> pictures(byte[] stream, int pid) {
    Map<Integer, Integer> hashes = new HashMap<>();
    int number = 0;
    for (byte[] packet : Clip.packets(stream)) {
      boolean payload = (packet[3] & 0x10) != 0;
      if (((packet[1] & 0x1F) << 8 | packet[2] & 0xFF) == pid && payload) {
        number += (packet[1] & 0x40) != 0 ? 1 : 0;
        byte[] content = Arrays.copyOfRange(packet, 60, PACKET);
        hashes.merge(number, Arrays.hashCode(content), (a, b) -> a * 31 + b);
      }
    }
    return new ArrayList<>(hashes.values());
  }
}
