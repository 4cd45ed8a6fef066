package tv.relay.mpegts;

import java.util.ArrayList;
import java.util.List;

/**
 * A PMT: what a programme consists of (ISO/IEC 13818-1, 2.4.4.8).
 *
 * @param version 0 to 31
 * @param pcrPid 0x1FFF when the programme has no clock
 */
public record ProgramMap(
    int programNumber, int version, int pcrPid, List<ElementaryStream> streams) {
  private static final int TABLE_ID = 0x02;
  private static final int HEADER_BYTES = 12;
  private static final int STREAM_BYTES = 5;
  private static final int CRC_BYTES = 4;

  /**
   * Reads one section; lengths that lead out of it end the list.
   *
   * @return null when it is no PMT that is in force
   */
  public static ProgramMap read(byte[] section, int length) {
    if (length < HEADER_BYTES + CRC_BYTES || section[0] != TABLE_ID || (section[5] & 1) == 0) {
      return null;
    }
    int end = length - CRC_BYTES;
    List<ElementaryStream> streams = new ArrayList<>();
    int at = HEADER_BYTES + bits12(section, 10);
    while (at + STREAM_BYTES <= end) {
      int descriptors = at + STREAM_BYTES;
      int next = descriptors + bits12(section, at + 3);
      if (next > end) {
        break;
      }
      Codec codec = Codec.of(section[at] & 0xFF, section, descriptors, next);
      streams.add(new ElementaryStream(bits13(section, at + 1), codec));
      at = next;
    }
    return new ProgramMap(
        (section[3] & 0xFF) << 8 | (section[4] & 0xFF),
        section[5] >> 1 & 0x1F,
        bits13(section, 8),
        List.copyOf(streams));
  }

  private static int bits12(byte[] section, int at) {
    return (section[at] & 0x0F) << 8 | (section[at + 1] & 0xFF);
  }

  private static int bits13(byte[] section, int at) {
    return (section[at] & 0x1F) << 8 | (section[at + 1] & 0xFF);
  }
}
