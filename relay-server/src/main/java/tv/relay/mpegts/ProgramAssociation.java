package tv.relay.mpegts;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The PAT: which programmes a stream has (ISO/IEC 13818-1, 2.4.4.3).
 *
 * @param version 0 to 31
 * @param pmtPids by programme number, in their order; without the network information
 */
public record ProgramAssociation(int version, Map<Integer, Integer> pmtPids) {
  /** Where the PAT is. */
  public static final int PID = 0;

  private static final int TABLE_ID = 0x00;
  private static final int HEADER_BYTES = 8;
  private static final int CRC_BYTES = 4;

  /**
   * Reads one section. A PAT of several sections (over 250 programmes) is read section by section.
   *
   * @return null when it is no PAT that is in force
   */
  public static ProgramAssociation read(byte[] section, int length) {
    if (length < HEADER_BYTES + CRC_BYTES || section[0] != TABLE_ID || (section[5] & 1) == 0) {
      return null;
    }
    Map<Integer, Integer> pids = new LinkedHashMap<>();
    for (int at = HEADER_BYTES; at + 4 <= length - CRC_BYTES; at += 4) {
      int program = (section[at] & 0xFF) << 8 | (section[at + 1] & 0xFF);
      int pid = (section[at + 2] & 0x1F) << 8 | (section[at + 3] & 0xFF);
      if (program != 0) {
        pids.put(program, pid);
      }
    }
    return new ProgramAssociation(section[5] >> 1 & 0x1F, pids);
  }
}
