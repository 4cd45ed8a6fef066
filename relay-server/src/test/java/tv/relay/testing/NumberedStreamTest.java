package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberedStreamTest {

  private static final int PACKET = NumberedStream.PACKET_BYTES;
  private static final Programme PROGRAMME = new Programme(7, 1_000_000, 10, false);

  @Test
  void shouldComputeTheChecksumOfTheStandard() {
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    // The check value of CRC-32/MPEG-2 in the catalogue of CRC algorithms.
    assertThat(PsiSection.crc(check, 0, check.length)).isEqualTo(0x0376e6e7);
  }

  @Test
  void shouldBeginWithPatPmtAndRandomAccessPoint() {
    byte[] start = new NumberedStream(PROGRAMME).next(3);

    assertThat(PacketLayout.pid(start, 0)).isZero();
    assertThat(pmtPidOf(start)).isEqualTo(PROGRAMME.pmtPid());
    assertThat(PacketLayout.pid(start, PACKET)).isEqualTo(PROGRAMME.pmtPid());
    assertThat(start[PACKET + 17]).as("stream type").isEqualTo((byte) 0x1b);
    assertThat(PacketLayout.pid(start, 2 * PACKET)).isEqualTo(PROGRAMME.videoPid());
    assertThat(PacketLayout.isRandomAccess(start, 2 * PACKET)).isTrue();
  }

  @Test
  void shouldAnnounceEachGroupByPatAndPmtAndNothingElse() {
    byte[] tenSeconds = new NumberedStream(PROGRAMME).next(10 * 1_000_000 / 8 / PACKET);
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < tenSeconds.length / PACKET; i++) {
      if (PacketLayout.isRandomAccess(tenSeconds, i * PACKET)
          && PacketLayout.pid(tenSeconds, i * PACKET) == PROGRAMME.videoPid()) {
        groups.add(i);
        assertThat(PacketLayout.pid(tenSeconds, (i - 1) * PACKET)).isEqualTo(PROGRAMME.pmtPid());
        assertThat(PacketLayout.pid(tenSeconds, (i - 2) * PACKET)).isZero();
      }
    }
    assertThat(groups).hasSize(25);
  }

  @Test
  void shouldCountContinuityPerPid() {
    byte[] packets = new NumberedStream(PROGRAMME).next(5_000);
    Map<Integer, Integer> last = new HashMap<>();
    for (int at = 0; at < packets.length; at += PACKET) {
      int counter = packets[at + 3] & 0x0f;
      Integer before = last.put(PacketLayout.pid(packets, at), counter);
      if (before != null) {
        assertThat(counter).isEqualTo(before + 1 & 0x0f);
      }
    }
    assertThat(last).containsOnlyKeys(0, PROGRAMME.pmtPid(), PROGRAMME.videoPid());
  }

  @Test
  void shouldStampEachFrameAheadOfItsClock() {
    byte[] packets = new NumberedStream(PROGRAMME).next(5_000);
    long lastPts = -1;
    int frames = 0;
    for (int at = 0; at < packets.length; at += PACKET) {
      if (PacketLayout.pid(packets, at) == PROGRAMME.videoPid()
          && PacketLayout.startsPayloadUnit(packets, at)) {
        long pts = pts(packets, at + 12 + 9);
        long clock = clock(packets, at + 6);
        if (lastPts >= 0) {
          assertThat(pts - lastPts).isEqualTo(3_600);
        }
        assertThat(pts - clock).isBetween(90_000L / 20, 90_000L / 2);
        lastPts = pts;
        frames++;
      }
    }
    assertThat(frames).as("frames of 40 ms in 7.52 s").isEqualTo(188);
  }

  @Test
  void shouldSkipToWhereProducingWouldHaveLed() {
    NumberedStream produced = new NumberedStream(PROGRAMME);
    produced.next(1_234);
    NumberedStream skipped = new NumberedStream(PROGRAMME);
    skipped.skipToMediaNanos(produced.nextMediaNanos());

    assertThat(skipped.nextSequence()).isEqualTo(produced.nextSequence());
    PacketVerifier verifier = new PacketVerifier();
    verifier.accept(skipped.next(500));
    verifier.assertComplete();
    assertThat(verifier.firstSequence()).isEqualTo(produced.nextSequence());
  }

  @Test
  void shouldKeepItsBitrate() {
    NumberedStream stream = new NumberedStream(PROGRAMME);
    stream.next(1_000_000 / 8 / PACKET * 3);
    assertThat(stream.nextMediaNanos()).isBetween(2_995_000_000L, 3_000_000_000L);
  }

  @Test
  void shouldUseOtherPidsAsAnotherSource() {
    byte[] start = new NumberedStream(PROGRAMME.asOtherSource()).next(3);
    assertThat(pmtPidOf(start)).isNotEqualTo(PROGRAMME.pmtPid());
    assertThat(PacketLayout.pid(start, 2 * PACKET)).isNotEqualTo(PROGRAMME.videoPid());
  }

  private static int pmtPidOf(byte[] pat) {
    return (pat[15] & 0x1f) << 8 | pat[16] & 0xff;
  }

  private static long clock(byte[] bytes, int at) {
    return (bytes[at] & 0xffL) << 25
        | (bytes[at + 1] & 0xffL) << 17
        | (bytes[at + 2] & 0xffL) << 9
        | (bytes[at + 3] & 0xffL) << 1
        | (bytes[at + 4] & 0x80) >> 7;
  }

  private static long pts(byte[] bytes, int at) {
    return (bytes[at] & 0x0eL) << 29
        | (bytes[at + 1] & 0xffL) << 22
        | (bytes[at + 2] & 0xfeL) << 14
        | (bytes[at + 3] & 0xffL) << 7
        | (bytes[at + 4] & 0xfeL) >> 1;
  }
}
