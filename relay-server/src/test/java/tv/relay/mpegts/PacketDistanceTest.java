package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies between packets is left out, and is no garbage. */
class PacketDistanceTest {

  @ParameterizedTest
  @ValueSource(ints = {188, 192, 204})
  void shouldPassOnThePacketsAlone(int distance) {
    byte[] packets = packets(50, new Random(1));

    Reading reading = new Reading().read(spaced(packets, distance, new Random(2)), 700);

    assertThat(reading.end()).isEqualTo(packets);
    assertThat(reading.aligner.packetDistanceBytes()).isEqualTo(distance);
    assertThat(reading.aligner.skippedBytes()).isZero();
    assertThat(reading.aligner.losses()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {188, 192, 204})
  void shouldPassOnPacketsInLongRuns(int distance) {
    byte[] stream = spaced(packets(50, new Random(1)), distance, new Random(2));
    List<Integer> runs = new ArrayList<>();

    new PacketAligner().align(stream, stream.length, (bytes, at, length) -> runs.add(length));

    // The last one waits to see that the next begins where it should.
    assertThat(runs).containsExactly(49 * 188);
  }

  /** The usual stream is published from where it was read, and nothing in it is moved. */
  @Test
  void shouldNotTouchPacketsThatFollowAtOnce() {
    byte[] packets = packets(20, new Random(1));
    byte[] buffer = packets.clone();

    new PacketAligner()
        .align(
            buffer,
            buffer.length,
            (bytes, at, length) -> {
              assertThat(bytes).isSameAs(buffer);
              assertThat(at).isZero();
            });

    assertThat(buffer).isEqualTo(packets);
  }

  @ParameterizedTest
  @ValueSource(ints = {192, 204})
  void shouldCountOnlyWhatBelongsToNoPacketAsSkipped(int distance) {
    byte[] packets = packets(20, new Random(1));
    byte[] stream = join(new byte[777], spaced(packets, distance, new Random(2)));

    Reading reading = new Reading().read(stream, 300);

    assertThat(reading.end()).isEqualTo(packets);
    assertThat(reading.aligner.skippedBytes()).isEqualTo(777);
  }

  /** A source that reconnects or fails over inside may send its packets otherwise from then on. */
  @Property(tries = 300)
  void shouldFollowASourceThatChangesTheDistance(
      @ForAll @Size(min = 1, max = 5) List<@From("distances") Integer> distances,
      @ForAll @IntRange(min = 1, max = 2000) int longestRead,
      @ForAll Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ByteArrayOutputStream atLeast = new ByteArrayOutputStream();
    for (int distance : distances) {
      byte[] packets = packets(10, random);
      stream.writeBytes(spaced(packets, distance, random));
      // Foreign bytes, so that each stretch is lost and found.
      stream.writeBytes(new byte[1_500]);
      atLeast.write(packets, 0, 9 * 188);
    }

    Reading reading = new Reading(random).read(stream.toByteArray(), longestRead);

    assertThat(reading.end()).isEqualTo(atLeast.toByteArray());
    assertThat(reading.aligner.losses()).isEqualTo(distances.size());
    assertThat(reading.aligner.packetDistanceBytes())
        .isEqualTo(distances.get(distances.size() - 1));
  }

  /** False syncs wherever they may be, cut packets and foreign bytes. */
  @Property(tries = 1000)
  void shouldDoAsTheModelDoesWhereverTheStreamBreaks(
      @ForAll @Size(max = 6) List<@From("distances") Integer> distances,
      @ForAll @IntRange(min = 0, max = 255) int falseSyncsOf256,
      @ForAll @IntRange(min = 1, max = 2000) int longestRead,
      @ForAll Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int distance : distances) {
      byte[] spaced = spaced(packets(random.nextInt(12), random), distance, random);
      stream.write(spaced, 0, spaced.length == 0 ? 0 : random.nextInt(spaced.length));
      stream.writeBytes(new byte[random.nextInt(3) * random.nextInt(200)]);
    }
    byte[] bytes = stream.toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = random.nextInt(1024) < falseSyncsOf256 ? TsPacket.SYNC : bytes[i];
    }
    AlignerModel model = new AlignerModel(bytes);

    Reading reading = new Reading(random).read(bytes, longestRead);

    assertThat(reading.end()).isEqualTo(model.packets());
    assertThat(reading.aligner.skippedBytes()).isEqualTo(model.skippedBytes());
    assertThat(reading.aligner.losses()).isEqualTo(model.losses());
    assertThat(reading.aligner.packetDistanceBytes()).isEqualTo(model.distance());
  }

  /** The upper byte of what lies between packets may be that of a clock, too. */
  @Property
  void shouldNotTakeWhatLiesBetweenPacketsForTheirBeginning(
      @ForAll boolean stamped,
      @ForAll @IntRange(min = 1, max = 187) int from,
      @ForAll Random random) {
    int distance = stamped ? 192 : 204;
    byte[] packets = packets(20, random);
    byte[] stream = spaced(packets, distance, random);
    int first = stamped ? 4 : 0;
    int between = stamped ? 0 : 188;
    for (int at = 0; at < stream.length; at += distance) {
      stream[at + first + 1] = 0x01;
      stream[at + first + 2] = 0x00;
      stream[at + between] = TsPacket.SYNC;
      // A counter that stands still, whatever else these may say as a header.
      stream[at + between + 1] = 0x02;
      stream[at + between + 2] = 0x00;
      stream[at + between + 3] = 0x15;
    }

    Reading reading =
        new Reading(random).read(Arrays.copyOfRange(stream, from, stream.length), 300);

    byte[] end = reading.end();
    assertThat(end).hasSize((from > first ? 19 : 20) * 188);
    for (int at = 0; at < end.length; at += 188) {
      assertThat(end[at + 1]).as("packet %d", at / 188).isEqualTo((byte) 0x01);
    }
  }

  /** Frames of 64 kbit/s at 48 kHz are 192 bytes long, and silence is the same in each of them. */
  @Test
  void shouldNotTakeSilenceForPackets() {
    byte[] frame = new byte[192];
    new Random(3).nextBytes(frame);
    frame[10] = frame[100] = TsPacket.SYNC;
    byte[] silence = repeated(frame, 100);

    assertThat(PacketAligner.looksLikePackets(silence, silence.length)).isFalse();
    assertThat(new Reading().read(silence, 500).end()).isEmpty();
  }

  /**
   * A byte of the frames' side information can stay the same for a while where the rest doesn't.
   */
  @Test
  void shouldNotTellPacketsByFourSyncsAtTheLengthOfAFrame() {
    byte[] sound = new byte[192 * 20];
    Arrays.fill(sound, (byte) 0x30);
    for (int i = 5; i < 9; i++) {
      sound[i * 192] = TsPacket.SYNC;
      sound[i * 192 + 1] = (byte) i;
    }

    assertThat(PacketAligner.looksLikePackets(sound, sound.length)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {192, 204})
  void shouldTellPacketsByEightOfThem(int distance) {
    byte[] stream = spaced(packets(9, new Random(1)), distance, new Random(2));

    assertThat(PacketAligner.looksLikePackets(stream, stream.length)).isTrue();
    assertThat(PacketAligner.looksLikePackets(stream, 7 * distance)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {192, 204})
  void shouldTellNullPacketsThoughTheyAreAllTheSame(int distance) {
    byte[] packet = new byte[188];
    packet[0] = TsPacket.SYNC;
    packet[1] = 0x1F;
    packet[2] = (byte) 0xFF;
    packet[3] = 0x10;
    byte[] stream = spaced(repeated(packet, 10), distance, new Random(2));

    assertThat(PacketAligner.looksLikePackets(stream, stream.length)).isTrue();
    assertThat(new Reading().read(stream, 500).end()).isEqualTo(repeated(packet, 10));
  }

  @Provide
  Arbitrary<Integer> distances() {
    return Arbitraries.of(188, 192, 204);
  }

  private static byte[] packets(int count, Random random) {
    byte[] packets = new byte[count * 188];
    for (int i = 0; i < packets.length; i++) {
      byte any = (byte) random.nextInt(256);
      packets[i] = any == TsPacket.SYNC ? 0 : any;
    }
    for (int i = 0; i < count; i++) {
      packets[i * 188] = TsPacket.SYNC;
      packets[i * 188 + 3] = (byte) (0x10 | i & 0x0F);
    }
    return packets;
  }

  /** The packets with a time stamp before each or parity behind each, no sync byte in either. */
  private static byte[] spaced(byte[] packets, int distance, Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    byte[] between = new byte[distance - 188];
    for (int at = 0; at < packets.length; at += 188) {
      for (int i = 0; i < between.length; i++) {
        between[i] = (byte) random.nextInt(0x47);
      }
      stream.writeBytes(distance == 192 ? between : new byte[0]);
      stream.write(packets, at, 188);
      stream.writeBytes(distance == 204 ? between : new byte[0]);
    }
    return stream.toByteArray();
  }

  private static byte[] repeated(byte[] bytes, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** Reads as the upstream's thread does: behind what the aligner left of the read before. */
  private static final class Reading {
    private final PacketAligner aligner = new PacketAligner();
    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[4096];
    private final Random random;
    private int held;

    Reading() {
      this(new Random(1));
    }

    Reading(Random random) {
      this.random = random;
    }

    Reading read(byte[] stream, int longestRead) {
      int at = 0;
      while (at < stream.length) {
        int read = Math.min(stream.length - at, 1 + random.nextInt(longestRead));
        System.arraycopy(stream, at, buffer, held, read);
        at += read;
        held += read;
        int done = aligner.align(buffer, held, packets::write);
        held -= done;
        assertThat(held).as("bytes kept").isLessThanOrEqualTo(10 * 204);
        System.arraycopy(buffer, done, buffer, 0, held);
      }
      return this;
    }

    byte[] end() {
      aligner.finish(buffer, held, packets::write);
      return packets.toByteArray();
    }
  }
}
