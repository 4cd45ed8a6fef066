package tv.relay.mpegts;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Copies of whole PSI sections that say something else, with a CRC that fits. Pure functions: no
 * state, any thread. Sections are taken from the table id to the CRC and of the long form (ISO/IEC
 * 13818-1, 2.4.4).
 */
public final class SectionEdit {
  private static final int VERSION_INDEX = 5;
  private static final int VERSIONS = 32;
  private static final int CRC_BYTES = 4;
  private static final int MAP_HEADER_BYTES = 12;
  private static final int STREAM_BYTES = 5;

  private SectionEdit() {}

  /** The section's version_number. */
  public static int version(byte[] section) {
    return section[VERSION_INDEX] >> 1 & (VERSIONS - 1);
  }

  /** The section with another version_number, of which the low five bits count. */
  public static byte[] withVersion(byte[] section, int version) {
    byte[] copy = section.clone();
    copy[VERSION_INDEX] = (byte) ((copy[VERSION_INDEX] & 0xC1) | (version & (VERSIONS - 1)) << 1);
    return sealed(copy);
  }

  /** Whether two sections say the same, whatever version they call it. */
  public static boolean sameContent(byte[] one, byte[] other) {
    return one.length == other.length
        && (one[VERSION_INDEX] & 0xC1) == (other[VERSION_INDEX] & 0xC1)
        && Arrays.equals(one, 0, VERSION_INDEX, other, 0, VERSION_INDEX)
        && Arrays.equals(
            one,
            VERSION_INDEX + 1,
            one.length - CRC_BYTES,
            other,
            VERSION_INDEX + 1,
            other.length - CRC_BYTES);
  }

  /** A PMT's section for a programme of that number, with each PID in it replaced. */
  public static byte[] map(byte[] section, int programNumber, IntUnaryOperator pids) {
    byte[] copy = section.clone();
    copy[3] = (byte) (programNumber >> 8);
    copy[4] = (byte) programNumber;
    replacePid(copy, 8, pids);
    int end = copy.length - CRC_BYTES;
    int at = MAP_HEADER_BYTES + bits12(copy, 10);
    while (at + STREAM_BYTES <= end) {
      replacePid(copy, at + 1, pids);
      at += STREAM_BYTES + bits12(copy, at + 3);
    }
    return sealed(copy);
  }

  private static void replacePid(byte[] section, int at, IntUnaryOperator pids) {
    int pid = (section[at] & 0x1F) << 8 | (section[at + 1] & 0xFF);
    int replacement = pids.applyAsInt(pid);
    section[at] = (byte) ((section[at] & 0xE0) | (replacement >> 8 & 0x1F));
    section[at + 1] = (byte) replacement;
  }

  private static int bits12(byte[] section, int at) {
    return (section[at] & 0x0F) << 8 | (section[at + 1] & 0xFF);
  }

  private static byte[] sealed(byte[] section) {
    int at = section.length - CRC_BYTES;
    int crc = Crc32Mpeg.of(section, 0, at);
    for (int i = 0; i < CRC_BYTES; i++) {
      section[at + i] = (byte) (crc >>> (24 - 8 * i));
    }
    return section;
  }
}
