package tv.relay.mpegts;

import java.util.Arrays;
import java.util.List;

/** Packets of tables, and tables with a right checksum and any content. */
public final class SectionFuzz {
  private SectionFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    SectionAssembler assembler = new SectionAssembler();
    for (int at = 0; at + TsPacket.BYTES <= data.length; at += TsPacket.BYTES) {
      assembler.packet(data, at, SectionFuzz::read);
    }
    read(data, data.length);
    if (data.length >= 3 && data.length <= SectionAssembler.MAX_SECTION_BYTES - 4) {
      throughPackets(data);
    }
  }

  private static void read(byte[] section, int length) {
    if (length > SectionAssembler.MAX_SECTION_BYTES) {
      return;
    }
    ProgramMap map = ProgramMap.read(section, length);
    if (map != null && map.streams().size() > length) {
      throw new IllegalStateException("more streams than bytes");
    }
    ProgramAssociation.read(section, length);
  }

  /** A section that was written must come out as it is. */
  private static void throughPackets(byte[] data) {
    byte[] section = Arrays.copyOf(data, data.length + 4);
    int length = section.length - 3;
    section[1] = (byte) (section[1] & 0xF0 | length >> 8);
    section[2] = (byte) length;
    if (section[0] == (byte) 0xFF) {
      section[0] = 0;
    }
    int crc = Crc32Mpeg.of(section, 0, data.length);
    for (int i = 0; i < 4; i++) {
      section[data.length + i] = (byte) (crc >> 24 - 8 * i);
    }
    byte[] packets = SectionPackets.write(0x1000, List.of(section));
    int[] seen = new int[1];
    SectionAssembler assembler = new SectionAssembler();
    for (int at = 0; at < packets.length; at += TsPacket.BYTES) {
      assembler.packet(
          packets,
          at,
          (bytes, count) -> {
            seen[0]++;
            read(bytes, count);
            if (!Arrays.equals(bytes, 0, count, section, 0, section.length)) {
              throw new IllegalStateException("another section came out");
            }
          });
    }
    if (seen[0] != 1) {
      throw new IllegalStateException(seen[0] + " sections came out");
    }
  }
}
