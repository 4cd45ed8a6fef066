package tv.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.TsPacket;
import tv.relay.upstream.Publisher;

/** What was held back goes into the ring without overtaking those who read it. */
class UnderstudyTest {
  private final List<String> happened = new ArrayList<>();
  private final ByteArrayOutputStream published = new ByteArrayOutputStream();

  private final Publisher ring =
      new Publisher() {
        @Override
        public int chunkBytes() {
          return TsPacket.BYTES;
        }

        @Override
        public void publish(byte[] source, int offset, int length, long nanoTime) {
          happened.add(length / TsPacket.BYTES + " packets");
          published.write(source, offset, length);
        }
      };

  @Test
  void shouldPauseBetweenStepsOfWholePackets() {
    byte[] held = new byte[25 * TsPacket.BYTES];
    new Random(1).nextBytes(held);
    Understudy.publishInSteps(
        ring, held, held.length, 10 * TsPacket.BYTES + 7, 0, nanos -> happened.add("pause"));

    assertThat(happened).containsExactly("10 packets", "pause", "10 packets", "pause", "5 packets");
    assertThat(published.toByteArray()).isEqualTo(held);
  }

  @Test
  void shouldNotPauseForWhatGoesInAtOnce() {
    Understudy.publishInSteps(
        ring, new byte[188], 188, 10, 0, nanos -> happened.add("pause " + nanos));

    assertThat(happened).containsExactly("1 packets");
  }
}
