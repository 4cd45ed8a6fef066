package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Sections come out whole or not at all. */
class SectionAssemblerTest {
  private static final int PID = 0x100;

  private final SectionAssembler assembler = new SectionAssembler();
  private final List<byte[]> found = new ArrayList<>();

  @Property
  void shouldFindEverySectionHoweverTheyShareThePackets(
      @ForAll @Size(min = 1, max = 12) List<@From("lengths") Integer> lengths) {
    List<byte[]> sections = sections(lengths);
    List<byte[]> found = new ArrayList<>();
    feed(new SectionAssembler(), CraftedSection.packets(PID, sections), found);
    assertThat(found).containsExactlyElementsOf(sections);
  }

  @Property
  void shouldLeaveOutWhatMissesAPacketAndNothingElse(
      @ForAll @Size(min = 1, max = 12) List<@From("lengths") Integer> lengths,
      @ForAll @IntRange(max = 100) int place) {
    List<byte[]> sections = sections(lengths);
    List<byte[]> packets = CraftedSection.packets(PID, sections);
    int missing = place % packets.size();
    List<byte[]> whole = new ArrayList<>(sections);
    whole.removeAll(carriedBy(missing, sections));
    packets.remove(missing);

    List<byte[]> found = new ArrayList<>();
    feed(new SectionAssembler(), packets, found);
    assertThat(found).containsExactlyElementsOf(whole);
  }

  @Property
  void shouldLeaveOutWhatFailsItsChecksumAndNothingElse(
      @ForAll @Size(min = 1, max = 6) List<@From("lengths") Integer> lengths,
      @ForAll @IntRange(max = 100) int place,
      @ForAll Random random) {
    List<byte[]> sections = sections(lengths);
    List<byte[]> whole = new ArrayList<>(sections);
    byte[] wrong = whole.remove(place % sections.size());
    // Not in its length, which would move all that follows.
    wrong[3 + random.nextInt(wrong.length - 3)] ^= (byte) (1 << random.nextInt(8));

    List<byte[]> found = new ArrayList<>();
    feed(new SectionAssembler(), CraftedSection.packets(PID, sections), found);
    assertThat(found).containsExactlyElementsOf(whole);
  }

  @Property
  void shouldNotThrowWhateverComes(
      @ForAll @Size(min = 1, max = 40) List<@Size(188) byte[]> packets, @ForAll boolean likely) {
    List<byte[]> found = new ArrayList<>();
    SectionAssembler assembler = new SectionAssembler();
    for (int i = 0; i < packets.size(); i++) {
      byte[] packet = packets.get(i);
      if (likely) {
        packet[3] = (byte) (0x10 | i & 0x0F);
      }
      feed(assembler, List.of(packet), found);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void shouldPassOverDuplicatesOfPackets() {
    byte[] section = CraftedSection.of(2, 1, 0, new byte[700]);
    List<byte[]> twice = new ArrayList<>();
    for (byte[] packet : CraftedSection.packets(PID, List.of(section))) {
      twice.add(packet);
      twice.add(packet);
    }
    feed(assembler, twice, found);
    assertThat(found).containsExactly(section);
  }

  @Test
  void shouldPassOverPacketsWithoutPayloadAndScrambledOnes() {
    byte[] section = CraftedSection.of(2, 1, 0, new byte[300]);
    List<byte[]> packets = CraftedSection.packets(PID, List.of(section));
    packets.add(1, CraftedPacket.adaptationOnly(PID, 0, 0));
    byte[] scrambled = packets.get(0).clone();
    scrambled[3] |= (byte) 0x80;
    packets.add(1, scrambled);
    feed(assembler, packets, found);
    assertThat(found).containsExactly(section);
  }

  @Test
  void shouldGoOnWithANewSectionWhenOneIsBrokenOff() {
    byte[] old = CraftedSection.of(2, 1, 0, new byte[700]);
    byte[] next = CraftedSection.of(2, 1, 1, new byte[300]);
    List<byte[]> packets = new ArrayList<>(CraftedSection.packets(PID, List.of(old)).subList(0, 2));
    for (byte[] packet : CraftedSection.packets(PID, List.of(next))) {
      TsPacket.setContinuityCounter(packet, 0, packets.size());
      packets.add(packet);
    }
    feed(assembler, packets, found);
    assertThat(found).containsExactly(next);
  }

  @Test
  void shouldPassOverASectionLongerThanAnyTable() {
    byte[] tooLong = CraftedSection.of(2, 1, 0, new byte[1024 - 12 + 1]);
    byte[] next = CraftedSection.of(2, 1, 1, new byte[30]);
    assertThat(tooLong).hasSize(SectionAssembler.MAX_SECTION_BYTES + 1);
    feed(assembler, CraftedSection.packets(PID, List.of(tooLong, next)), found);
    assertThat(found).containsExactly(next);
  }

  @Test
  void shouldPassOverAPointerThatLeadsOutOfItsPacket() {
    byte[] section = CraftedSection.of(2, 1, 0, new byte[100]);
    byte[] good = CraftedSection.packets(PID, List.of(section)).get(0);
    byte[] bad = good.clone();
    bad[4] = (byte) 184;
    TsPacket.setContinuityCounter(good, 0, 1);
    feed(assembler, List.of(bad, good), found);
    assertThat(found).containsExactly(section);
  }

  @Test
  void shouldReadPacketsWhereTheyLie() {
    byte[] section = CraftedSection.of(0, 1, 0, new byte[4]);
    byte[] packet = CraftedSection.packets(0, List.of(section)).get(0);
    assembler.packet(
        CraftedPacket.surrounded(packet),
        CraftedPacket.OFFSET,
        (bytes, length) -> found.add(Arrays.copyOf(bytes, length)));
    assertThat(found).containsExactly(section);
  }

  /** From a section of next to nothing to the longest there may be. */
  @Provide
  Arbitrary<Integer> lengths() {
    int most = SectionAssembler.MAX_SECTION_BYTES - 12;
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 40),
        Arbitraries.integers().between(160, 200),
        Arbitraries.integers().between(0, most),
        Arbitraries.just(most));
  }

  /** No two alike, and each always the same. */
  private static List<byte[]> sections(List<Integer> contentLengths) {
    List<byte[]> sections = new ArrayList<>();
    for (int length : contentLengths) {
      byte[] content = new byte[length];
      new Random(sections.size()).nextBytes(content);
      sections.add(CraftedSection.of(2, sections.size(), 0, content));
    }
    return sections;
  }

  /** Those with a byte in that packet: it would be another if they were others. */
  private static List<byte[]> carriedBy(int packet, List<byte[]> sections) {
    byte[] asItIs = CraftedSection.packets(PID, sections).get(packet);
    List<byte[]> carried = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      byte[] other = sections.get(i).clone();
      for (int at = 0; at < other.length; at++) {
        other[at] ^= (byte) 0xFF;
      }
      List<byte[]> others = new ArrayList<>(sections);
      others.set(i, other);
      if (!Arrays.equals(CraftedSection.packets(PID, others).get(packet), asItIs)) {
        carried.add(sections.get(i));
      }
    }
    return carried;
  }

  private static void feed(SectionAssembler to, List<byte[]> packets, List<byte[]> found) {
    for (byte[] packet : packets) {
      to.packet(packet, 0, (bytes, length) -> found.add(Arrays.copyOf(bytes, length)));
    }
  }
}
