package tv.relay.cli.bench.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.mpegts.TsPacket;

final class PacketVerifierTest {
  private static final int PACKETS = 12_000;
  private static final long MADE_NANOS = 1_000_000_000;
  private static final long READ_NANOS = 1_005_000_000;

  private final byte[] stream = stream(3, PACKETS);
  private final List<Long> latencies = new ArrayList<>();
  private int accessPoints;
  private final PacketVerifier verifier =
      new PacketVerifier(
          new byte[64 * 1024],
          new PacketListener() {
            @Override
            public void numbered(long latencyNanos) {
              latencies.add(latencyNanos);
            }

            @Override
            public void accessPoint(long nowNanos) {
              accessPoints++;
            }
          });

  static byte[] stream(int channel, int packets) {
    Timeline timeline = new Timeline(channel, 8_000_000);
    byte[] stream = new byte[packets * TsPacket.BYTES];
    for (int i = 0; i < packets; i++) {
      timeline.next(stream, i * TsPacket.BYTES, MADE_NANOS);
    }
    return stream;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 187, 188, 189, 1_000, 65_536, 1_000_000})
  void shouldFindNothingWrongHoweverTheStreamIsCut(int pieceBytes) {
    for (int at = 0; at < stream.length; at += pieceBytes) {
      feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + pieceBytes)));
    }

    // The last may be waiting for what shows that it is one.
    assertThat(verifier.tally().packets()).isBetween(PACKETS - 1L, (long) PACKETS);
    assertThat(faultless(verifier.tally())).isTrue();
    assertThat(verifier.isOwn()).isTrue();
    assertThat(accessPoints).isEqualTo(3);
    assertThat(latencies).hasSizeGreaterThan(PACKETS - 300).containsOnly(READ_NANOS - MADE_NANOS);
  }

  @Test
  void shouldCatchEveryFlippedBitOfAPayload() {
    int packet = 5_000 * TsPacket.BYTES;
    assertThat(TsPacket.payloadUnitStart(stream, packet)).isFalse();
    for (int bit = 0; bit < (TsPacket.BYTES - 4) * 8; bit++) {
      byte[] piece = Arrays.copyOfRange(stream, packet - TsPacket.BYTES, packet + 752);
      piece[TsPacket.BYTES + 4 + bit / 8] ^= (byte) (1 << bit % 8);
      long before = verifier.tally().corrupt();
      verifier.startOver();

      feed(piece);

      assertThat(verifier.tally().corrupt() - before).as("bit " + bit).isEqualTo(1);
    }
  }

  @Test
  void shouldCountLostPackets() {
    int from = 5_001 * TsPacket.BYTES;
    int to = 5_004 * TsPacket.BYTES;

    feed(Arrays.copyOfRange(stream, 0, from));
    feed(Arrays.copyOfRange(stream, to, stream.length));

    assertThat(verifier.tally().gaps()).isEqualTo(1);
    assertThat(verifier.tally().lostPackets()).isEqualTo(3);
    assertThat(verifier.tally().continuityErrors()).isEqualTo(1);
    assertThat(verifier.tally().misaligned()).isZero();
  }

  @Test
  void shouldNotTakeAnAnnouncedGapForAnErrorOfTheCounter() {
    int from = 5_001 * TsPacket.BYTES;
    int to = 5_004 * TsPacket.BYTES;
    byte[] announcement = new byte[TsPacket.BYTES];
    Arrays.fill(announcement, (byte) 0xFF);
    System.arraycopy(
        new byte[] {0x47, 0x01, 0x00, 0x20, (byte) 0xB7, (byte) 0x80}, 0, announcement, 0, 6);

    feed(Arrays.copyOfRange(stream, 0, from));
    feed(announcement);
    feed(Arrays.copyOfRange(stream, to, stream.length));

    assertThat(verifier.tally().gaps()).isEqualTo(1);
    assertThat(verifier.tally().continuityErrors()).isZero();
    assertThat(verifier.tally().corrupt()).isZero();
  }

  @Test
  void shouldCatchATornPacket() {
    int inside = 5_000 * TsPacket.BYTES + 100;

    feed(Arrays.copyOfRange(stream, 0, inside));
    feed(Arrays.copyOfRange(stream, inside + 50, stream.length));

    assertThat(verifier.tally().misaligned()).isEqualTo(1);
    assertThat(verifier.tally().corrupt() + verifier.tally().lostPackets()).isPositive();
    assertThat(verifier.tally().packets()).isGreaterThan(PACKETS - 5);
  }

  @Test
  void shouldCatchAStreamThatBeginsInsideAPacket() {
    feed(Arrays.copyOfRange(stream, 100, stream.length));

    assertThat(verifier.tally().misaligned()).isEqualTo(1);
    assertThat(verifier.tally().corrupt()).isZero();
  }

  @Test
  void shouldCatchAPacketOfAnotherChannel() {
    byte[] other = stream(4, 5_000);
    System.arraycopy(other, 4_900 * TsPacket.BYTES, stream, 4_900 * TsPacket.BYTES, TsPacket.BYTES);

    feed(stream);

    assertThat(verifier.tally().corrupt()).isEqualTo(1);
  }

  @Test
  void shouldCountPacketsThatComeAgain() {
    feed(Arrays.copyOf(stream, 5_000 * TsPacket.BYTES));
    feed(Arrays.copyOfRange(stream, 4_990 * TsPacket.BYTES, 6_000 * TsPacket.BYTES));

    assertThat(verifier.tally().repeats()).isEqualTo(1);
    assertThat(verifier.tally().gaps()).isZero();
  }

  @Test
  void shouldCheckOnlyTheFormOfAnothersStream() {
    for (int at = 0; at < stream.length; at += TsPacket.BYTES) {
      TsPacket.setPid(stream, at, 0x64);
    }

    feed(stream);

    assertThat(verifier.isOwn()).isFalse();
    assertThat(verifier.tally().packets()).isEqualTo(PACKETS);
    assertThat(verifier.tally().corrupt()).isZero();
  }

  private static boolean faultless(Tally tally) {
    return tally.gaps() + tally.repeats() + tally.continuityErrors() == 0
        && tally.corrupt() + tally.misaligned() == 0;
  }

  private void feed(byte[] piece) {
    verifier.feed(ByteBuffer.wrap(piece), READ_NANOS);
  }
}
