package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketVerifierTest {

  private static final int PACKET = NumberedStream.PACKET_BYTES;

  private final NumberedStream stream = new NumberedStream(7, 1_000_000, 10);
  private final PacketVerifier verifier = new PacketVerifier();

  @Test
  void shouldFindAWholeStreamCleanInWhateverPieces() {
    byte[] bytes = stream.next(2_000);
    Random random = new Random(1);
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(1 + random.nextInt(700), bytes.length - at);
      verifier.accept(bytes, at, length);
      at += length;
    }

    verifier.assertComplete().assertCleanToTheEnd();
    assertThat(verifier.bytes()).isEqualTo(bytes.length);
    assertThat(verifier.packets()).isEqualTo(2_000);
    assertThat(verifier.mediaPackets()).isEqualTo(stream.nextSequence());
    assertThat(verifier.lastSequence()).isEqualTo(stream.nextSequence() - 1);
    assertThat(verifier.lastCreatedNanos()).isBetween(0L, System.nanoTime());
    assertThat(verifier.startsAtRandomAccess()).isTrue();
  }

  @Test
  void shouldCatchAStreamThatStartsInMidPacket() {
    byte[] bytes = stream.next(100);
    verifier.accept(bytes, 50, bytes.length - 50);

    assertDamage(Damage.Kind.MISALIGNED, 0);
    assertThat(verifier.packets()).as("packets after the resync").isEqualTo(99);
    assertThat(verifier.startsAtRandomAccess()).isFalse();
  }

  @Test
  void shouldCatchAByteTooMany() {
    verifier.accept(stream.next(10));
    verifier.accept(new byte[1]);
    verifier.accept(stream.next(10));

    assertDamage(Damage.Kind.MISALIGNED, 10 * PACKET);
    assertThat(verifier.gaps()).isZero();
  }

  @Test
  void shouldCatchATornPacket() {
    verifier.accept(stream.next(10));
    verifier.accept(stream.next(1), 0, 100);
    verifier.accept(stream.next(10));

    assertThat(verifier.damages())
        .extracting(Damage::kind)
        .contains(Damage.Kind.CORRUPT, Damage.Kind.MISALIGNED);
    assertThat(verifier.damages().get(0).offset()).isEqualTo(10L * PACKET);
  }

  @Test
  void shouldCatchAPacketPiecedTogetherFromTwo() {
    verifier.accept(stream.next(10));
    verifier.accept(stream.next(1), 0, 100);
    verifier.accept(stream.next(1), 100, PACKET - 100);
    verifier.accept(stream.next(10));

    assertDamage(Damage.Kind.CORRUPT, 10 * PACKET);
  }

  @Test
  void shouldCatchEveryFlippedBitOfAMediaPacket() {
    for (int bit = 0; bit < PACKET * 8; bit++) {
      NumberedStream fresh = new NumberedStream(7, 1_000_000, 10);
      byte[] bytes = fresh.next(6);
      bytes[4 * PACKET + bit / 8] ^= (byte) (1 << bit % 8);
      PacketVerifier each = new PacketVerifier();
      each.accept(bytes);
      assertThat(each.damageCount()).as("damages of flipped bit %d", bit).isPositive();
    }
  }

  @Test
  void shouldCatchFlippedBitsOfThePmt() {
    for (int bit = 5 * 8; bit < PACKET * 8; bit++) {
      byte[] bytes = new NumberedStream(7, 1_000_000, 10).next(3);
      bytes[PACKET + bit / 8] ^= (byte) (1 << bit % 8);
      PacketVerifier each = new PacketVerifier();
      each.accept(bytes);
      assertThat(each.damageCount()).as("damages of flipped bit %d", bit).isPositive();
    }
  }

  @Test
  void shouldCatchAPacketOfAnotherStream() {
    NumberedStream other = new NumberedStream(8, 1_000_000, 10);
    other.next(12);
    verifier.accept(stream.next(12));
    verifier.accept(other.next(1));
    verifier.accept(stream.next(10));

    assertDamage(Damage.Kind.MIXED, 12 * PACKET);
    assertThat(verifier.gaps()).isZero();
  }

  @Test
  void shouldCatchTheWrongStreamFromTheStart() {
    verifier.expectStream(8);
    verifier.accept(stream.next(3));
    assertDamage(Damage.Kind.MIXED, 2 * PACKET);
  }

  @Test
  void shouldLetTheStreamChangeWhereThatIsAllowed() {
    verifier.allowStreamChange();
    verifier.accept(stream.next(12));
    verifier.accept(new NumberedStream(Programme.numbered(8).asOtherSource()).next(12));
    verifier.assertComplete();
    assertThat(verifier.mediaPackets()).isEqualTo(20);
  }

  @Test
  void shouldCatchARepeatedPacket() {
    byte[] bytes = stream.next(10);
    verifier.accept(bytes);
    verifier.accept(bytes, 9 * PACKET, PACKET);
    assertDamage(Damage.Kind.BACKWARD, 10 * PACKET);
  }

  @Test
  void shouldCatchAJumpBackwardUnlessRestartsAreAllowed() {
    PacketVerifier lenient = new PacketVerifier().allowRestart();
    for (PacketVerifier each : new PacketVerifier[] {verifier, lenient}) {
      each.accept(new NumberedStream(7, 1_000_000, 10).next(20));
      each.accept(new NumberedStream(7, 1_000_000, 10).next(20));
    }
    assertDamage(Damage.Kind.BACKWARD, 22 * PACKET);
    lenient.assertComplete();
  }

  @Test
  void shouldCatchAForeignPid() {
    byte[] foreign = new byte[PACKET];
    Arrays.fill(foreign, (byte) 0x47);
    verifier.accept(stream.next(5));
    verifier.accept(foreign);
    assertDamage(Damage.Kind.CORRUPT, 5 * PACKET);
  }

  @Test
  void shouldCountGapsExactly() {
    verifier.accept(stream.next(10));
    skip(100);
    verifier.accept(stream.next(10));
    skip(16);
    verifier.accept(stream.next(10));

    verifier.assertClean();
    assertThat(verifier.gaps()).isEqualTo(2);
    assertThat(verifier.missing().get(0).firstMissing()).isEqualTo(8);
    assertThat(verifier.missing().stream().mapToLong(Gap::count).sum())
        .isEqualTo(verifier.missingPackets())
        .isEqualTo(stream.nextSequence() - verifier.mediaPackets());
    assertThat(verifier.missingOfAllPids()).isEqualTo(116);
    assertThatThrownBy(verifier::assertComplete).hasMessageContaining("116 packets missing");
  }

  @Test
  void shouldMissPsiToo() {
    verifier.accept(stream.next(10));
    while (!stream.nextStartsGroup()) {
      verifier.accept(stream.next(1));
    }
    skip(2);
    verifier.accept(stream.next(10));

    assertThat(verifier.gaps()).isZero();
    assertThat(verifier.missingOfAllPids()).isEqualTo(2);
  }

  @Test
  void shouldTellACutInsideAPacket() {
    byte[] bytes = stream.next(10);
    verifier.accept(bytes, 0, bytes.length - 1);

    verifier.assertClean();
    assertThat(verifier.trailingBytes()).isEqualTo(PACKET - 1);
    assertThatThrownBy(verifier::assertCleanToTheEnd).hasMessageContaining("cut 187 bytes into");
  }

  @Test
  void shouldSayWhatIsDamagedAndWhere() {
    verifier.accept(stream.next(3));
    verifier.accept(new byte[] {0x55});
    assertThatThrownBy(verifier::assertClean)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("MISALIGNED at 564 (packet 3): 0x55 instead of a sync byte");
  }

  private void skip(int packets) {
    for (int i = 0; i < packets; i++) {
      stream.skip();
    }
  }

  private void assertDamage(Damage.Kind kind, long offset) {
    assertThat(verifier.damages()).hasSize(1);
    assertThat(verifier.damages().get(0).kind()).isEqualTo(kind);
    assertThat(verifier.damages().get(0).offset()).isEqualTo(offset);
    assertThatThrownBy(verifier::assertClean).hasMessageContaining(kind.name());
  }
}
