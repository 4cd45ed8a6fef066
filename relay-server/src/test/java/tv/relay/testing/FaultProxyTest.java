package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private static final long SEED = 5;
  private static final int BYTES_APART = 40_000;
  private static final byte[] HEAD = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PACKETS = new NumberedStream(1, 2_000_000, 25).next(2_000);

  private final HarmLedger harmed = new HarmLedger();
  private final Set<Fault> seen = EnumSet.noneOf(Fault.class);

  @Test
  void shouldPassOnWhatItDoesNotHarm() throws IOException {
    try (ScriptedUpstream source = ScriptedUpstream.start(Script.ok());
        FaultProxy proxy = new FaultProxy(source.uri(), SEED, Long.MAX_VALUE / 100, harmed);
        TsClient client = TsClient.get(proxy.uri())) {
      client.awaitPackets(300).verifier().assertComplete();
      assertThat(harmed.size()).isZero();
    }
  }

  @Test
  void shouldEndAConnectionOfTheReaderAndOneOfTheSource() throws IOException {
    try (ScriptedUpstream source = ScriptedUpstream.start(Script.ok());
        FaultProxy proxy = new FaultProxy(source.uri(), SEED, Long.MAX_VALUE / 100, harmed)) {
      try (TsClient client = TsClient.get(proxy.uri())) {
        client.awaitPackets(10);
        source.awaitOpenConnections(1);
      }
      source.awaitOpenConnections(0);
    }
  }

  /** A packet is as it was, or as it is noted, and nothing in between. */
  @Test
  void shouldNoteEachPacketThatItHarms() throws IOException {
    int changed = 0;
    for (int number = 0; number < 20; number++) {
      byte[] passed = passed(number);
      for (int at = HEAD.length; at + 188 <= passed.length; at += 188) {
        byte[] packet = Arrays.copyOfRange(passed, at, at + 188);
        byte[] sent = Arrays.copyOfRange(PACKETS, at - HEAD.length, at - HEAD.length + 188);
        if (!Arrays.equals(packet, sent)) {
          changed++;
          assertThat(harmed.contains(packet, 0)).as("packet at %d", at).isTrue();
          // Half of the one and half of the other.
          byte[] mixed = sent.clone();
          System.arraycopy(packet, 0, mixed, 0, 94);
          mixed[100] ^= 1;
          assertThat(harmed.contains(mixed, 0)).isFalse();
        }
      }
    }
    assertThat(changed).isPositive();
    assertThat(seen).containsExactlyInAnyOrder(Fault.values());
  }

  @Test
  void shouldLetAVerifierExcuseNothingElse() {
    byte[] packets = new NumberedStream(1, 2_000_000, 25).next(100);
    packets[50 * 188 + 60] ^= 1;
    assertThat(new PacketVerifier().excuse(harmed))
        .extracting(v -> damages(v, packets))
        .isEqualTo(1L);
    harmed.add(packets, 50 * 188);
    PacketVerifier excusing = new PacketVerifier().excuse(harmed);
    assertThat(damages(excusing, packets)).isZero();
    assertThat(excusing.excusedPackets()).isEqualTo(1);
    assertThat(excusing.missingPackets()).isEqualTo(1);
  }

  /** A relay moves every clock there is, in a table with a harmed header too. */
  @Test
  void shouldKnowAHarmedTableWhoseClockWasMoved() {
    byte[] table = Arrays.copyOf(PACKETS, 188);
    assertThat(PacketLayout.pid(table, 0)).isEqualTo(PacketLayout.PAT_PID);
    table[1] = 0x0d;
    table[2] = (byte) 0xf9;
    table[3] |= 0x20;
    table[4] = 20;
    table[5] |= 0x10;
    harmed.add(table, 0);
    table[8] ^= 0x55;
    assertThat(harmed.contains(table, 0)).isTrue();
    table[14] ^= 1;
    assertThat(harmed.contains(table, 0)).isFalse();
  }

  @Test
  void shouldDoTheSameWithTheSameSeed() throws IOException {
    assertThat(passed(3)).isEqualTo(passed(3)).isNotEqualTo(passed(4));
  }

  private static long damages(PacketVerifier verifier, byte[] packets) {
    verifier.accept(packets);
    return verifier.damageCount();
  }

  private byte[] passed(long seed) throws IOException {
    byte[] answer = Arrays.copyOf(HEAD, HEAD.length + PACKETS.length);
    System.arraycopy(PACKETS, 0, answer, HEAD.length, PACKETS.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FaultyPassage(seed, BYTES_APART, harmed, seen::add, nanos -> {})
        .run(new ByteArrayInputStream(answer), out, () -> {});
    return out.toByteArray();
  }
}
