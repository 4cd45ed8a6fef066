package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whole packets come out, whatever the reads and whatever lies between the packets. */
class PacketAlignerTest {
  private static final int PACKET = 188;

  /**
   * A stretch of a stream: packets, the last of them cut short, then foreign bytes.
   *
   * @param cutBytes what is there of the last packet; 0 for none
   */
  record Stretch(int packets, int cutBytes, int foreignBytes) {}

  /** False syncs from none to all, so that every rule of the aligner is met again and again. */
  @Property(tries = 2000)
  void shouldDoAsTheModelDoesHoweverTheReadsFall(
      @ForAll @Size(max = 8) List<@From("stretches") Stretch> stretches,
      @ForAll @From("falseSyncs") int falseSyncsOf256,
      @ForAll @IntRange(min = 1, max = 2000) int longestRead,
      @ForAll Random random) {
    byte[] stream = stream(stretches, falseSyncsOf256, random);
    AlignerModel model = new AlignerModel(stream);

    Reading reading = new Reading();
    reading.readAll(stream, longestRead, random);

    assertThat(reading.packets.toByteArray()).isEqualTo(model.packets());
    assertThat(reading.aligner.skippedBytes()).isEqualTo(model.skippedBytes());
    assertThat(reading.aligner.losses()).isEqualTo(model.losses());
  }

  /** Without false syncs it can be said by counting, and needs no model. */
  @Property
  void shouldLoseNothingButWhatIsNextToABreak(
      @ForAll @Size(min = 1, max = 6) List<@From("broken") Stretch> stretches,
      @ForAll @IntRange(min = 1, max = 2000) int longestRead,
      @ForAll Random random) {
    byte[] stream = stream(stretches, 0, random);

    Reading reading = new Reading();
    reading.readAll(stream, longestRead, random);

    long whole = 0;
    for (Stretch stretch : stretches) {
      // Where the next packet should begin there is a foreign byte, unless a cut one begins there.
      int syncs = stretch.packets + (stretch.cutBytes > 0 ? 1 : 0);
      whole += syncs < PacketAligner.SYNCS_TO_LOCK ? 0 : syncs - 1;
    }
    assertThat(reading.packets.size()).isEqualTo((int) whole * PACKET);
    assertThat(reading.aligner.skippedBytes()).isEqualTo(stream.length - whole * PACKET);
  }

  @Property
  void shouldNotLoseHoldForFalseSyncsInsidePackets(
      @ForAll @IntRange(min = 4, max = 30) int packets,
      @ForAll @From("falseSyncs") int falseSyncsOf256,
      @ForAll @IntRange(min = 1, max = 2000) int longestRead,
      @ForAll Random random) {
    byte[] stream = stream(List.of(new Stretch(packets, 0, 0)), falseSyncsOf256, random);

    Reading reading = new Reading();
    reading.readAll(stream, longestRead, random);

    assertThat(reading.packets.toByteArray()).isEqualTo(stream);
    assertThat(reading.aligner.skippedBytes()).isZero();
    assertThat(reading.aligner.losses()).isZero();
  }

  @Test
  void shouldNotTakeThreeFalseSyncsForPackets() {
    byte[] stream = stream(List.of(new Stretch(8, 0, 0)), 0, new Random(1));
    stream[100] = stream[100 + PACKET] = stream[100 + 2 * PACKET] = TsPacket.SYNC;
    byte[] fromTheMiddle = Arrays.copyOfRange(stream, 50, stream.length);

    Reading reading = new Reading();
    reading.readAll(fromTheMiddle, 500, new Random(1));

    assertThat(reading.packets.toByteArray())
        .isEqualTo(Arrays.copyOfRange(stream, PACKET, stream.length));
    assertThat(reading.aligner.skippedBytes()).isEqualTo(PACKET - 50);
  }

  /** As the upper bytes of a clock are, all packets have the same ones for a while. */
  @Property
  void shouldNotTakeWhatComesAgainInEachPacketForItsBeginning(
      @ForAll @IntRange(min = 4, max = PACKET - 4) int at,
      @ForAll @IntRange(min = 1, max = PACKET - 1) int from,
      @ForAll @IntRange(min = 1, max = 2000) int longestRead,
      @ForAll Random random) {
    byte[] stream = stream(List.of(new Stretch(20, 0, 0)), 0, random);
    // A counter that stands still, whatever else these may say as a header.
    byte[] clock = content(4, 0, random);
    clock[0] = TsPacket.SYNC;
    clock[1] = (byte) random.nextInt(0x1F);
    for (int packet = 0; packet < stream.length; packet += PACKET) {
      System.arraycopy(clock, 0, stream, packet + at, clock.length);
    }
    byte[] fromTheMiddle = Arrays.copyOfRange(stream, from, stream.length);

    Reading reading = new Reading();
    reading.readAll(fromTheMiddle, longestRead, random);

    assertThat(reading.packets.toByteArray())
        .isEqualTo(Arrays.copyOfRange(stream, PACKET, stream.length));
    assertThat(reading.aligner.skippedBytes()).isEqualTo(PACKET - from);
  }

  /** What comes again in each packet at the same place passes for a sync byte. */
  @Test
  void shouldStayWhereItIsWhenASyncByteIsHarmed() {
    byte[] stream = stream(List.of(new Stretch(20, 0, 0)), 0, new Random(1));
    for (int at = 174; at < stream.length; at += PACKET) {
      stream[at] = TsPacket.SYNC;
    }
    for (int harmed = 1; harmed <= 5; harmed++) {
      byte[] sent = stream.clone();
      for (int i = 0; i < harmed; i++) {
        sent[(6 + i) * PACKET] ^= 1;
      }

      Reading reading = new Reading();
      reading.readAll(sent, 500, new Random(harmed));

      // And the one before, of which it can't be told whether it was whole.
      int lost = (1 + harmed) * PACKET;
      byte[] expected = Arrays.copyOf(stream, stream.length - lost);
      System.arraycopy(
          stream, 5 * PACKET + lost, expected, 5 * PACKET, expected.length - 5 * PACKET);
      assertThat(Arrays.equals(reading.packets.toByteArray(), expected)).isTrue();
      assertThat(reading.aligner.skippedBytes()).isEqualTo(lost);
    }
  }

  @Test
  void shouldSayWhetherItHasHold() {
    byte[] stream =
        stream(List.of(new Stretch(6, 0, 1500), new Stretch(6, 0, 0)), 0, new Random(1));
    Reading reading = new Reading();
    assertThat(reading.aligner.isLocked()).isFalse();
    reading.read(stream, 0, 3 * PACKET);
    assertThat(reading.aligner.isLocked()).isFalse();
    // Whether there is another beginning within a packet's length can be told from here on.
    reading.read(stream, 3 * PACKET, 4 * PACKET);
    assertThat(reading.aligner.isLocked()).isTrue();
    reading.read(stream, 4 * PACKET, 12 * PACKET);
    assertThat(reading.aligner.isLocked()).isFalse();
    reading.read(stream, 12 * PACKET, stream.length);
    assertThat(reading.aligner.isLocked()).isTrue();
    assertThat(reading.aligner.losses()).isEqualTo(1);
  }

  @Test
  void shouldTellPacketsFromOtherBytes() {
    byte[] packets = stream(List.of(new Stretch(4, 0, 0)), 0, new Random(1));
    assertThat(PacketAligner.looksLikePackets(packets, packets.length)).isTrue();
    assertThat(PacketAligner.looksLikePackets(packets, 3 * PACKET + 1)).isTrue();
    assertThat(PacketAligner.looksLikePackets(packets, 3 * PACKET)).isFalse();
    assertThat(PacketAligner.looksLikePackets(packets, 0)).isFalse();
    assertThat(PacketAligner.looksLikePackets(new byte[5000], 5000)).isFalse();
  }

  @Provide
  Arbitrary<Stretch> stretches() {
    return stretches(0, 9, 0);
  }

  /** Each ends in foreign bytes, so that it has an end. */
  @Provide
  Arbitrary<Stretch> broken() {
    return stretches(0, 9, 1)
        // So many foreign bytes that it isn't looked past them.
        .map(
            stretch ->
                new Stretch(stretch.packets, stretch.cutBytes, stretch.foreignBytes + 6 * PACKET));
  }

  private static Arbitrary<Stretch> stretches(int fewest, int most, int foreign) {
    return Combinators.combine(
            Arbitraries.integers().between(fewest, most),
            Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(1, PACKET - 1)),
            Arbitraries.oneOf(
                Arbitraries.just(foreign),
                Arbitraries.integers().between(foreign, 3 * PACKET),
                Arbitraries.of(PACKET - 1, PACKET, PACKET + 1, 2 * PACKET)))
        .as(Stretch::new);
  }

  @Provide
  Arbitrary<Integer> falseSyncs() {
    return Arbitraries.of(0, 1, 16, 128, 250, 256);
  }

  private static byte[] stream(List<Stretch> stretches, int falseSyncsOf256, Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int counter = 0;
    for (Stretch stretch : stretches) {
      for (int i = 0; i < stretch.packets; i++) {
        writePacket(stream, PACKET, counter++, falseSyncsOf256, random);
      }
      writePacket(stream, stretch.cutBytes, counter++, falseSyncsOf256, random);
      stream.writeBytes(content(stretch.foreignBytes, falseSyncsOf256, random));
    }
    return stream.toByteArray();
  }

  private static void writePacket(
      ByteArrayOutputStream stream, int bytes, int counter, int falseSyncsOf256, Random random) {
    byte[] packet = content(bytes, falseSyncsOf256, random);
    byte[] header = {TsPacket.SYNC, 0x01, 0x00, (byte) (0x10 | counter & 0xF)};
    System.arraycopy(header, 0, packet, 0, Math.min(bytes, header.length));
    stream.writeBytes(packet);
  }

  private static byte[] content(int bytes, int falseSyncsOf256, Random random) {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      byte other = (byte) random.nextInt(256);
      boolean falseSync = random.nextInt(256) < falseSyncsOf256;
      content[i] = falseSync ? TsPacket.SYNC : other == TsPacket.SYNC ? 0 : other;
    }
    return content;
  }

  /** Reads as the upstream's thread does: behind what the aligner left of the read before. */
  private static final class Reading {
    private final PacketAligner aligner = new PacketAligner();
    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[4096];
    private int held;

    void readAll(byte[] stream, int longestRead, Random random) {
      int at = 0;
      while (at < stream.length) {
        int end = Math.min(stream.length, at + 1 + random.nextInt(longestRead));
        read(stream, at, end);
        at = end;
      }
      aligner.finish(buffer, held, packets::write);
    }

    void read(byte[] stream, int from, int end) {
      System.arraycopy(stream, from, buffer, held, end - from);
      held += end - from;
      int done = aligner.align(buffer, held, packets::write);
      held -= done;
      assertThat(held).as("bytes kept").isLessThanOrEqualTo(10 * PACKET);
      System.arraycopy(buffer, done, buffer, 0, held);
    }
  }
}
