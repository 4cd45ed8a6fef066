package tv.relay.mpegts;

/**
 * How far packets lie from one another, and how to tell it. Mostly they follow at once, {@value
 * TsPacket#BYTES} bytes from sync byte to sync byte. Recorders and Blu-ray discs put a time stamp
 * of 4 bytes before each packet (M2TS), broadcast equipment leaves the 16 bytes of Reed-Solomon
 * parity behind each (EN 300 429).
 *
 * <p>Four sync bytes in place are taken for packets where nothing lies between them. Frames of
 * sound have lengths too, and 192 bytes are one of MPEG audio's (64 kbit/s at 48 kHz), so that any
 * byte of a silent passage comes again at that distance: where there is something between them, the
 * packets' headers must also make sense. And where packets may begin at several places within one
 * packet's length, at whatever distance, their headers decide.
 *
 * <p>Pure functions: no state, no allocation, any thread.
 */
final class PacketDistance {
  /** With a time stamp before each packet. */
  static final int M2TS = 192;

  /** With Reed-Solomon parity behind each packet. */
  static final int PARITY = 204;

  /** Bytes of the time stamp before each packet of M2TS. */
  static final int TIME_STAMP_BYTES = M2TS - TsPacket.BYTES;

  /** No packet begins here. */
  static final int NONE = 0;

  /** Here a packet may begin: more must come before it can be told. */
  static final int UNDECIDED = -1;

  /** By chance four bytes in place look like this once in 4 billion. */
  static final int SYNCS_TO_LOCK = 4;

  /**
   * How many are wanted to tell packets with something between them from any other kind of stream.
   */
  private static final int SYNCS_TO_TELL = 8;

  /** Harm that leaves packets where they were is looked past for so many of them. */
  private static final int MOST_HARMED = 5;

  private static final int HEADER_BYTES = 4;

  private PacketDistance() {}

  /**
   * What the bytes from {@code at} on say, whatever comes behind them: at which distance packets
   * follow one another from there, the shortest if there are several, or NONE or UNDECIDED.
   */
  static int at(byte[] buffer, int at, int length) {
    return at(buffer, at, length, SYNCS_TO_LOCK);
  }

  /**
   * Where packets begin that seem to begin at {@code at}: there, unless there are several such
   * beginnings within a packet's length and the headers of another make more sense. A byte that
   * stays the same in each packet, a clock's or a filler's, comes as regularly as the sync byte.
   *
   * @param distance what {@link #at} has found
   * @param ended nothing comes behind the buffer: what is there must do
   * @return where, or UNDECIDED
   */
  static int mostSensible(byte[] buffer, int at, int length, int distance, boolean ended) {
    if (!ended && length < at + SYNCS_TO_LOCK * distance) {
      return UNDECIDED;
    }
    int best = at;
    int fewest = faults(buffer, at, length, distance);
    for (int other = at + 1; other < Math.min(length, at + distance); other++) {
      if (buffer[other] != TsPacket.SYNC
          || syncsFrom(buffer, other, length, distance, SYNCS_TO_LOCK) != distance) {
        continue;
      }
      if (!ended && length < at + (SYNCS_TO_TELL + 1) * distance) {
        return UNDECIDED;
      }
      int faults = faults(buffer, other, length, distance);
      best = faults < fewest ? other : best;
      fewest = Math.min(faults, fewest);
    }
    return best;
  }

  /**
   * What is wrong with the packets from {@code first} on, so far as they are there: no sync byte,
   * an error indicated, neither adaptation field nor payload, an adaptation field that is too long
   * or alone and too short, a counter that doesn't count (ISO/IEC 13818-1, 2.4.3.3 and 2.4.3.5).
   * Any of it may be in packets, too, that are harmed or spliced.
   */
  private static int faults(byte[] buffer, int first, int length, int distance) {
    int faults = 0;
    for (int i = 0; i < SYNCS_TO_TELL; i++) {
      int at = first + i * distance;
      if (at + HEADER_BYTES >= length) {
        break;
      }
      if (buffer[at] != TsPacket.SYNC) {
        faults++;
        continue;
      }
      faults += (buffer[at + 1] & 0x80) != 0 ? 1 : 0;
      faults += fills(buffer, at) ? 0 : 1;
      faults += i > 0 && !counts(buffer, at - distance, at) ? 1 : 0;
    }
    return faults;
  }

  /** Whether adaptation field and payload can be as long as the packet together. */
  private static boolean fills(byte[] buffer, int at) {
    int adaptationBytes = buffer[at + HEADER_BYTES] & 0xFF;
    return switch (buffer[at + 3] >> 4 & 3) {
      case 1 -> true;
      case 2 -> adaptationBytes == TsPacket.BYTES - HEADER_BYTES - 1;
      case 3 -> adaptationBytes < TsPacket.BYTES - HEADER_BYTES - 1;
      default -> false;
    };
  }

  /** Whether one packet's counter may follow that of the one before it. */
  private static boolean counts(byte[] buffer, int before, int at) {
    int pid = TsPacket.pid(buffer, at);
    if (pid != TsPacket.pid(buffer, before) || pid == TsPacket.NULL_PID) {
      return true;
    }
    int payload = buffer[at + 3] >> 4 & 1;
    return (buffer[at + 3] & 0xF) == (buffer[before + 3] + payload & 0xF);
  }

  /**
   * Where packets go on at the same distance behind {@code at}, the next one or several of which
   * begin with something else; NONE or UNDECIDED.
   */
  static int goesOn(byte[] buffer, int at, int length, int distance) {
    for (int packets = 2; packets <= 1 + MOST_HARMED; packets++) {
      int next = at + packets * distance;
      int found =
          next >= length
              ? UNDECIDED
              : buffer[next] == TsPacket.SYNC
                  ? syncsFrom(buffer, next, length, distance, SYNCS_TO_LOCK)
                  : NONE;
      if (found != NONE) {
        return found == UNDECIDED ? UNDECIDED : next;
      }
    }
    return NONE;
  }

  /** Whether packets begin anywhere in the buffer; for telling what a source sends. */
  static boolean isAnywhere(byte[] buffer, int length) {
    for (int at = 0; at < length; at++) {
      if (at(buffer, at, length, SYNCS_TO_TELL) > 0) {
        return true;
      }
    }
    return false;
  }

  /** How many bytes before the sync byte belong to a packet. */
  static int bytesBefore(int distance) {
    return distance == M2TS ? TIME_STAMP_BYTES : 0;
  }

  private static int at(byte[] buffer, int at, int length, int syncs) {
    if (buffer[at] != TsPacket.SYNC) {
      return NONE;
    }
    int plain = syncsFrom(buffer, at, length, TsPacket.BYTES, SYNCS_TO_LOCK);
    if (plain != NONE) {
      return plain;
    }
    int stamped = packetsFrom(buffer, at, length, M2TS, syncs);
    return stamped != NONE ? stamped : packetsFrom(buffer, at, length, PARITY, syncs);
  }

  private static int syncsFrom(byte[] buffer, int at, int length, int distance, int syncs) {
    for (int i = 1; i < syncs; i++) {
      int next = at + i * distance;
      if (next >= length) {
        return UNDECIDED;
      }
      if (buffer[next] != TsPacket.SYNC) {
        return NONE;
      }
    }
    return distance;
  }

  private static int packetsFrom(byte[] buffer, int at, int length, int distance, int syncs) {
    int found = syncsFrom(buffer, at, length, distance, syncs);
    if (found == distance) {
      int end = at + (syncs - 1) * distance;
      if (end + HEADER_BYTES > length) {
        return UNDECIDED;
      }
      return areHeaders(buffer, at, end, distance) ? distance : NONE;
    }
    return found;
  }

  /** Whether all could be headers; counters count, so that no two are alike but of null packets. */
  private static boolean areHeaders(byte[] buffer, int first, int last, int distance) {
    boolean alike = true;
    for (int at = first; at <= last; at += distance) {
      if ((buffer[at + 3] & 0x30) == 0) {
        return false;
      }
      alike &=
          buffer[at + 1] == buffer[first + 1]
              && buffer[at + 2] == buffer[first + 2]
              && buffer[at + 3] == buffer[first + 3];
    }
    return !alike || TsPacket.pid(buffer, first) == TsPacket.NULL_PID;
  }
}
