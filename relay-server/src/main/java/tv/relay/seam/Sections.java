package tv.relay.seam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tv.relay.index.Table;
import tv.relay.mpegts.SectionAssembler;
import tv.relay.mpegts.SectionEdit;
import tv.relay.mpegts.TsPacket;

/** The sections of a table, as a list of whole ones. Pure functions. */
final class Sections {
  private Sections() {}

  static List<byte[]> of(Table table) {
    List<byte[]> sections = new ArrayList<>();
    SectionAssembler assembler = new SectionAssembler();
    byte[] packet = new byte[TsPacket.BYTES];
    for (int i = 0; i < table.packets(); i++) {
      table.copy(i, i, packet);
      assembler.packet(
          packet, 0, (section, length) -> sections.add(Arrays.copyOf(section, length)));
    }
    return sections;
  }

  static boolean sameContent(List<byte[]> one, List<byte[]> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!SectionEdit.sameContent(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }
}
