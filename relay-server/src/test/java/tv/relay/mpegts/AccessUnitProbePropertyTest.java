package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.relay.mpegts.AccessUnitProbe.Verdict.ACCESS_POINT;
import static tv.relay.mpegts.AccessUnitProbe.Verdict.NOT_AN_ACCESS_POINT;
import static tv.relay.mpegts.AccessUnitProbe.Verdict.UNDECIDED;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tv.relay.mpegts.AccessUnitProbe.Verdict;
import tv.relay.mpegts.CraftedPes.SeiMessage;

class AccessUnitProbePropertyTest {

  private static final String SPS = "67 4D 40 1E";

  /** Payload types with 6 among them often, sizes over one byte, payloads full of zeros and 6. */
  @Provide
  Arbitrary<List<SeiMessage>> messages() {
    Arbitrary<Integer> types = Arbitraries.of(0, 1, 4, 5, 6, 45, 255, 261);
    Arbitrary<byte[]> payloads = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    Arbitrary<byte[]> zeros =
        Arbitraries.of((byte) 0, (byte) 1, (byte) 3, (byte) 6).array(byte[].class).ofMaxSize(30);
    return Combinators.combine(types, Arbitraries.oneOf(payloads, zeros))
        .as(SeiMessage::new)
        .list()
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<String>> avcUnits() {
    return Arbitraries.of("09F0", SPS, "68EE", "06068084", "0601018480", "419A", "2288", "6588")
        .list()
        .ofMaxSize(7);
  }

  @Property
  void shouldFindTheRecoveryPointAmongAnyMessages(
      @ForAll("messages") List<SeiMessage> messages, @ForAll @IntRange(min = 1, max = 200) int by) {
    byte[] pes = CraftedPes.of(SPS, CraftedPes.sei(messages), "41 9A");
    boolean recovery = messages.stream().anyMatch(message -> message.type() == 6);

    assertThat(inPieces(AccessUnitProbe.of(Codec.H264), pes, by))
        .isEqualTo(recovery ? ACCESS_POINT : NOT_AN_ACCESS_POINT);
  }

  /** Against what the list of units says, and whatever was looked at before. */
  @Property
  void shouldSayWhatTheUnitsSay(
      @ForAll @Size(max = 3) List<@Size(max = 40) byte[]> before,
      @ForAll("avcUnits") List<String> units,
      @ForAll @IntRange(min = 1, max = 200) int by) {
    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);
    for (byte[] bytes : before) {
      inPieces(probe, bytes, by);
    }

    Verdict verdict = inPieces(probe, CraftedPes.of(units.toArray(String[]::new)), by);

    int slice = 0;
    while (slice < units.size() && !List.of("419A", "2288", "6588").contains(units.get(slice))) {
      slice++;
    }
    List<String> ahead = units.subList(0, slice);
    boolean idr = slice < units.size() && units.get(slice).equals("6588");
    boolean start = ahead.contains(SPS) && (idr || ahead.contains("06068084"));
    Verdict expected =
        slice == units.size() ? UNDECIDED : start ? ACCESS_POINT : NOT_AN_ACCESS_POINT;
    assertThat(verdict).isEqualTo(expected);
    assertThat(probe.isClosed()).isEqualTo(start && idr);
  }

  /** Bytes out of which start codes and headers come often, in any pieces: always the same. */
  @Property
  void shouldNotDependOnThePieces(
      @ForAll Codec codec,
      @ForAll("restless") byte[] content,
      @ForAll @IntRange(min = 1, max = 40) int by) {
    AccessUnitProbe probe = AccessUnitProbe.of(codec);
    Verdict whole = inPieces(probe, content, Math.max(1, content.length));
    boolean closed = probe.isClosed();

    assertThat(inPieces(probe, content, by)).isEqualTo(whole);
    assertThat(probe.isClosed()).isEqualTo(closed);
    assertThat(closed && whole != ACCESS_POINT).isFalse();
  }

  @Provide
  Arbitrary<byte[]> restless() {
    Arbitrary<byte[]> units =
        Arbitraries.oneOf(
                Arbitraries.of(0, 0, 0, 1, 3, 6, 8, 0x65, 0x67, 0x41, 0x26, 0x42, 0xB3, 0xB8, 0xFF),
                Arbitraries.integers().between(0, 255))
            .map(Integer::byteValue)
            .array(byte[].class)
            .ofMaxSize(200);
    return units.map(
        bytes -> {
          byte[] header = CraftedPes.hex(CraftedPes.HEADER);
          byte[] pes = new byte[header.length + bytes.length];
          System.arraycopy(header, 0, pes, 0, header.length);
          System.arraycopy(bytes, 0, pes, header.length, bytes.length);
          return pes;
        });
  }

  @Property
  void shouldNotThrowAtAnyContent(@ForAll Codec codec, @ForAll @Size(max = 400) byte[] content) {
    inPieces(AccessUnitProbe.of(codec), content, 184);
  }

  /** It runs on the reader's thread, for each picture of each channel. */
  @Example
  void shouldAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] avc = CraftedPes.of("09F0", SPS, "68EE", "0601018480", "06068084", "419A");
    byte[] hevc = CraftedPes.of("460150", "420101", "4401C1", "2601AF");
    byte[] mpeg = CraftedPes.of("B31601", "B514", "B800080040", "00000FFFF8");
    AccessUnitProbe avcProbe = AccessUnitProbe.of(Codec.H264);
    AccessUnitProbe hevcProbe = AccessUnitProbe.of(Codec.HEVC);
    AccessUnitProbe mpegProbe = AccessUnitProbe.of(Codec.MPEG2_VIDEO);

    int found = 0;
    long before = 0;
    for (int i = -1; i < 1000; i++) {
      found += accessPoint(avcProbe, avc) + accessPoint(hevcProbe, hevc);
      found += accessPoint(mpegProbe, mpeg);
      before = i < 0 ? threads.getCurrentThreadAllocatedBytes() : before;
    }
    long after = threads.getCurrentThreadAllocatedBytes();

    assertThat(found).isEqualTo(3 * 1001);
    assertThat(after - before).isLessThan(1000);
  }

  private static int accessPoint(AccessUnitProbe probe, byte[] pes) {
    probe.begin();
    return probe.feed(pes, 0, pes.length) == ACCESS_POINT ? 1 : 0;
  }

  /** Each piece in the middle of an array of its own, with units around it that don't belong. */
  private static Verdict inPieces(AccessUnitProbe probe, byte[] pes, int by) {
    byte[] foreign = CraftedPes.hex("00000165 00000167");
    probe.begin();
    Verdict verdict = UNDECIDED;
    for (int at = 0; at < pes.length; at += by) {
      int length = Math.min(by, pes.length - at);
      byte[] room = new byte[length + 2 * foreign.length];
      System.arraycopy(foreign, 0, room, 0, foreign.length);
      System.arraycopy(pes, at, room, foreign.length, length);
      System.arraycopy(foreign, 0, room, foreign.length + length, foreign.length);
      Verdict next = probe.feed(room, foreign.length, foreign.length + length);
      assertThat(verdict == UNDECIDED || verdict == next).isTrue();
      verdict = next;
    }
    return verdict;
  }
}
