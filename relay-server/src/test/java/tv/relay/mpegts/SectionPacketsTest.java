package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SectionPacketsTest {

  /** 16 bytes of header and CRC, and content between them that may look like anything. */
  private static byte[] section(int tableId, int contentBytes, int fill) {
    byte[] section = new byte[3 + contentBytes + 4];
    Arrays.fill(section, (byte) fill);
    section[0] = (byte) tableId;
    section[1] = (byte) (0xB0 | (section.length - 3) >> 8);
    section[2] = (byte) (section.length - 3);
    int crc = Crc32Mpeg.of(section, 0, section.length - 4);
    for (int i = 0; i < 4; i++) {
      section[section.length - 4 + i] = (byte) (crc >>> 24 - 8 * i);
    }
    return section;
  }

  @Property
  void shouldWriteSectionsThatAreReadAsTheyWere(
      @ForAll @IntRange(max = 0x1FFF) int pid,
      @ForAll @Size(max = 5) List<@IntRange(min = 5, max = 1017) Integer> contents,
      @ForAll @IntRange(max = 255) int fill) {
    List<byte[]> sections =
        contents.stream().map(bytes -> section(bytes % 0xFF, bytes, fill)).toList();

    byte[] packets = SectionPackets.write(pid, sections);

    assertThat(read(packets, pid)).usingRecursiveComparison().isEqualTo(sections);
    int wanted = sections.stream().mapToInt(section -> (section.length + 184) / 184).sum();
    assertThat(packets).hasSize(wanted * 188);
  }

  @Test
  void shouldBeginEachSectionInAPacketOfItsOwn() {
    byte[] longer = section(2, 183, 0x11);
    byte[] exact = section(2, 176, 0x22);

    byte[] packets = SectionPackets.write(0x1234, List.of(longer, exact));

    assertThat(packets).hasSize(3 * 188);
    assertThat(Arrays.copyOf(packets, 6)).isEqualTo(CraftedPes.hex("47 52 34 10 00 02"));
    assertThat(Arrays.copyOfRange(packets, 188, 192)).isEqualTo(CraftedPes.hex("47 12 34 11"));
    assertThat(packets[188 + 4 + longer.length - 183]).isEqualTo((byte) 0xFF);
    assertThat(packets[375]).isEqualTo((byte) 0xFF);
    assertThat(Arrays.copyOfRange(packets, 376, 382)).isEqualTo(CraftedPes.hex("475234120002"));
    assertThat(packets[563]).isEqualTo(exact[182]);
  }

  @Test
  void shouldWriteNoPacketForNoSection() {
    assertThat(SectionPackets.write(0, List.of())).isEmpty();
  }

  /** Players read on over it: the section after it arrives, and nothing else does. */
  @Test
  void shouldWriteStuffingBetweenSections() {
    byte[] pat = section(0, 13, 0x33);
    byte[] packets = new byte[4 * 188];
    byte[] written = SectionPackets.write(0x1FFF, List.of(pat));
    System.arraycopy(written, 0, packets, 0, 188);
    SectionPackets.stuffing(packets, 188, 0x1FFF, 17);
    SectionPackets.stuffing(packets, 376, 0x1FFF, 18);
    System.arraycopy(written, 0, packets, 564, 188);
    TsPacket.setContinuityCounter(packets, 564, 3);

    byte[] expected = new byte[188];
    Arrays.fill(expected, (byte) 0xFF);
    System.arraycopy(CraftedPes.hex("47 1F FF 11"), 0, expected, 0, 4);
    assertThat(Arrays.copyOfRange(packets, 188, 376)).isEqualTo(expected);
    assertThat(TsPacket.continuityCounter(packets, 376)).isEqualTo(2);
    assertThat(read(packets, 0x1FFF)).usingRecursiveComparison().isEqualTo(List.of(pat, pat));
  }

  private static List<byte[]> read(byte[] packets, int pid) {
    List<byte[]> sections = new ArrayList<>();
    SectionAssembler assembler = new SectionAssembler();
    for (int offset = 0; offset < packets.length; offset += 188) {
      assertThat(TsPacket.pid(packets, offset)).isEqualTo(pid);
      assembler.packet(
          packets, offset, (section, length) -> sections.add(Arrays.copyOf(section, length)));
    }
    return sections;
  }
}
