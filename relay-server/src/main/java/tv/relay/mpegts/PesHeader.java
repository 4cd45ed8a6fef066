package tv.relay.mpegts;

/**
 * Passes over the header of a PES packet byte by byte, wherever it is split (ISO/IEC 13818-1,
 * 2.4.3.6; {@link Timestamps} has the picture of it). One thread.
 */
final class PesHeader {
  private static final int FIXED_BYTES = 9;

  private int at;
  private int end = FIXED_BYTES;

  void begin() {
    at = 0;
    end = FIXED_BYTES;
  }

  /** Whether the bytes that come now are those of the elementary stream. */
  boolean isPassed() {
    return at == end;
  }

  /**
   * Takes the next byte.
   *
   * @return false when this leads to no elementary stream that can be read: no PES packet, one
   *     without the full header, or a scrambled one
   */
  boolean take(int value) {
    return switch (at++) {
      case 0, 1 -> value == 0;
      case 2 -> value == 1;
      case 3 -> carriesVideo(value);
      // '10', then PES_scrambling_control, which has to be '00'.
      case 6 -> (value & 0xF0) == 0x80;
      case 8 -> {
        end = FIXED_BYTES + value;
        yield true;
      }
      default -> true;
    };
  }

  /** Stream ids of table 2-22: video, and what carries it by agreement. */
  private static boolean carriesVideo(int streamId) {
    return (streamId & 0xF0) == 0xE0 || streamId == 0xBD || streamId == 0xFD || streamId == 0xFA;
  }
}
