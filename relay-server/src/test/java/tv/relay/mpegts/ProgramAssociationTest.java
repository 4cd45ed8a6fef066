package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProgramAssociationTest {
  private static final int TABLE_ID = 0;

  @Test
  void shouldNameTheProgrammesInTheirOrder() {
    ProgramAssociation pat =
        read(
            CraftedSection.of(
                TABLE_ID, 1, 31, CraftedSection.joined(entryOf(9, 0x1FFE), entryOf(0xFFFF, 0x20))));
    assertThat(pat.version()).isEqualTo(31);
    assertThat(pat.pmtPids()).containsExactly(entry(9, 0x1FFE), entry(0xFFFF, 0x20));
  }

  @Test
  void shouldLeaveOutTheNetworkInformation() {
    ProgramAssociation pat =
        read(
            CraftedSection.of(
                TABLE_ID, 1, 0, CraftedSection.joined(entryOf(0, 0x10), entryOf(1, 0x100))));
    assertThat(pat.pmtPids()).containsExactly(entry(1, 0x100));
  }

  /** 253 programmes are as many as a section holds. */
  @Test
  void shouldReadTheLongestTable() {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    for (int program = 1; program <= 253; program++) {
      entries.writeBytes(entryOf(program, 0x1000 + program));
    }
    byte[] section = CraftedSection.of(TABLE_ID, 1, 0, entries.toByteArray());
    assertThat(section).hasSize(SectionAssembler.MAX_SECTION_BYTES);
    assertThat(read(section).pmtPids()).hasSize(253).containsEntry(253, 0x1000 + 253);
  }

  @Test
  void shouldReadATableOfNoProgrammes() {
    assertThat(read(CraftedSection.of(TABLE_ID, 1, 0, new byte[0])).pmtPids()).isEmpty();
  }

  @Test
  void shouldNotTakeTheNextTableForTheOneInForce() {
    assertThat(read(CraftedSection.of(TABLE_ID, 1, 0, false, entryOf(1, 0x100)))).isNull();
  }

  @Test
  void shouldNotTakeAnotherTableForAPat() {
    assertThat(read(CraftedSection.of(2, 1, 0, entryOf(1, 0x100)))).isNull();
  }

  /** Its last bytes are no entry: too few, or the checksum. */
  @Test
  void shouldPassOverAnEntryThatIsCutShort() {
    byte[] content = CraftedSection.joined(entryOf(1, 0x100), new byte[] {0, 2, (byte) 0xE1});
    assertThat(read(CraftedSection.of(TABLE_ID, 1, 0, content)).pmtPids())
        .containsExactly(entry(1, 0x100));
  }

  /** The array that a section lies in is longer, and holds older sections behind it. */
  @Test
  void shouldNotReadBeyondTheSection() {
    byte[] section = CraftedSection.of(TABLE_ID, 1, 0, entryOf(1, 0x100));
    byte[] room = CraftedSection.joined(section, entryOf(2, 0x200), entryOf(3, 0x300));
    assertThat(ProgramAssociation.read(room, section.length).pmtPids())
        .containsExactly(entry(1, 0x100));
  }

  @Property
  void shouldNotThrowWhateverComes(
      @ForAll @Size(1024) byte[] section, @ForAll @IntRange(max = 1024) int length) {
    section[0] = TABLE_ID;
    section[5] |= 1;
    ProgramAssociation pat = ProgramAssociation.read(section, length);
    assertThat(pat == null).isEqualTo(length < 12);
  }

  private static byte[] entryOf(int program, int pid) {
    return CraftedSection.bytes(program >> 8, program, 0xE0 | pid >> 8, pid);
  }

  private static ProgramAssociation read(byte[] section) {
    return ProgramAssociation.read(section, section.length);
  }
}
