package tv.relay.mpegts;

/**
 * Reads the payload types of the messages in one SEI NAL unit (ITU-T H.264, 7.3.2.3 and 7.3.2.3.1),
 * byte by byte and without its emulation prevention bytes (7.4.1).
 */
final class SeiTypes {

  /** The payload type of a recovery point (ITU-T H.264, D.1.1). */
  static final int RECOVERY_POINT = 6;

  /** No message was completed to its size by this byte. */
  static final int NONE = -1;

  private static final int MORE = 0xFF;
  private static final int EMULATION_PREVENTION = 3;

  private enum Part {
    TYPE,
    SIZE,
    PAYLOAD
  }

  private Part part = Part.TYPE;
  private int type;
  private int size;
  private int zeros;

  /** A unit begins, behind its header. */
  void begin() {
    zeros = 0;
    message();
  }

  /**
   * Takes the next byte. The trailing bits pass for the type of a message that never comes.
   *
   * @return the type of the message whose type and size end with it, or {@link #NONE}
   */
  int take(int value) {
    if (value == EMULATION_PREVENTION && zeros >= 2) {
      zeros = 0;
      return NONE;
    }
    zeros = value == 0 ? zeros + 1 : 0;
    switch (part) {
      case TYPE -> {
        type += value;
        part = value == MORE ? Part.TYPE : Part.SIZE;
        return NONE;
      }
      case SIZE -> {
        size += value;
        return value == MORE ? NONE : payload();
      }
      default -> {
        if (--size == 0) {
          message();
        }
        return NONE;
      }
    }
  }

  private int payload() {
    int found = type;
    part = Part.PAYLOAD;
    if (size == 0) {
      message();
    }
    return found;
  }

  private void message() {
    part = Part.TYPE;
    type = 0;
    size = 0;
  }
}
