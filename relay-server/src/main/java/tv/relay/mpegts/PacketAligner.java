package tv.relay.mpegts;

/**
 * Finds where packets begin in a stream of bytes, and keeps hold of it: what comes out is whole
 * packets only, in order, whatever the pieces in which the bytes came and whatever lies before and
 * between them.
 *
 * <p>A packet begins with the sync byte 0x47 and is 188 bytes long (ISO/IEC 13818-1, 2.4.3.2). To
 * find the beginning {@value #SYNCS_TO_LOCK} sync bytes at one distance are asked for, since 0x47
 * is an ordinary value inside packets too, and of several such beginnings the one whose headers
 * make most sense is taken. From then on a packet is passed on once the next one begins where it
 * should: one that was cut short or has foreign bytes in it is thus left out, at the price that the
 * last packet of a piece waits for the first byte of the next. Where packets go on a few further on
 * as if nothing had been, only what lies between is left out: the same byte may come again and
 * again inside packets, and passes for their beginning when they are looked for.
 *
 * <p>Packets may follow at once, or each have a time stamp of 4 bytes before it or 16 bytes of
 * parity behind it: see {@link PacketDistance}. These are left out and not counted; whenever hold
 * is lost, the distance may become another.
 *
 * <p>One source connection, one aligner, one thread.
 */
public final class PacketAligner {
  static final int SYNCS_TO_LOCK = PacketDistance.SYNCS_TO_LOCK;

  private boolean locked;
  private int distance;
  private long skippedBytes;
  private long losses;

  /**
   * Passes on what whole packets there are at the beginning of the buffer. Where something lies
   * between them they are moved together first, in place.
   *
   * @return how many bytes are done with, whose content may have changed; the caller keeps the rest
   *     (at most ten packets) and calls again with more behind it
   */
  public int align(byte[] buffer, int length, PacketSink sink) {
    return align(buffer, length, false, sink);
  }

  private int align(byte[] buffer, int length, boolean ended, PacketSink sink) {
    int at = 0;
    while (true) {
      if (!locked) {
        at = find(buffer, at, length, ended);
        if (!locked) {
          return at;
        }
      }
      int step = distance;
      int end = at;
      while (end + step < length && buffer[end + step] == TsPacket.SYNC) {
        end += step;
      }
      if (end > at) {
        sink.packets(buffer, at, step == TsPacket.BYTES ? end - at : join(buffer, at, end, step));
        at = end;
      }
      if (at + step >= length) {
        return at;
      }
      // The packet at hand is not followed by another: it is incomplete, or its end is foreign.
      int next = PacketDistance.goesOn(buffer, at, length, step);
      if (next == PacketDistance.UNDECIDED && !ended) {
        return at;
      }
      losses++;
      if (next > 0) {
        skippedBytes += (long) (next - at) / step * TsPacket.BYTES;
        at = next;
      } else {
        locked = false;
        skippedBytes++;
        at++;
      }
    }
  }

  /**
   * Ends the stream: passes on what waited for more, so far as it is whole.
   *
   * @return whether there was anything
   */
  public boolean finish(byte[] buffer, int length, PacketSink sink) {
    long skippedBefore = skippedBytes;
    int done = align(buffer, length, true, sink);
    boolean any = done > skippedBytes - skippedBefore;
    int left = length - done;
    if (locked && left >= TsPacket.BYTES && left <= distance) {
      sink.packets(buffer, done, TsPacket.BYTES);
      return true;
    }
    skippedBytes += left;
    return any;
  }

  /** Whether packets have been found and not lost again. */
  public boolean isLocked() {
    return locked;
  }

  /**
   * From one sync byte to the next, in bytes: 188, 192 or 204; as it was last while hold is lost,
   * and 0 before packets have been found.
   */
  public int packetDistanceBytes() {
    return distance;
  }

  /** Bytes before and between packets that were left out and belong to none. */
  public long skippedBytes() {
    return skippedBytes;
  }

  /** How often packets stopped being where they should be. */
  public long losses() {
    return losses;
  }

  /** Whether packets begin anywhere in the buffer; for telling what a source sends. */
  public static boolean looksLikePackets(byte[] buffer, int length) {
    return PacketDistance.isAnywhere(buffer, length);
  }

  /**
   * Looks for the first packet and locks on to it.
   *
   * @return where it is; without one, from where on it may yet be
   */
  private int find(byte[] buffer, int from, int length, boolean ended) {
    int at = from;
    int found = PacketDistance.NONE;
    while (at < length) {
      found = PacketDistance.at(buffer, at, length);
      if (found != PacketDistance.NONE) {
        break;
      }
      at++;
    }
    int first =
        found > 0
            ? PacketDistance.mostSensible(buffer, at, length, found, ended)
            : PacketDistance.UNDECIDED;
    if (first != PacketDistance.UNDECIDED) {
      locked = true;
      distance = found;
      skippedBytes += Math.max(0, first - from - PacketDistance.bytesBefore(found));
      return first;
    }
    // What comes next may be a packet whose time stamp has come already.
    int kept = Math.max(from, at - PacketDistance.TIME_STAMP_BYTES);
    skippedBytes += kept - from;
    return kept;
  }

  /** Moves packets together; returns how many bytes they are. */
  private static int join(byte[] buffer, int from, int end, int distance) {
    int to = from;
    for (int at = from; at < end; at += distance) {
      System.arraycopy(buffer, at, buffer, to, TsPacket.BYTES);
      to += TsPacket.BYTES;
    }
    return to - from;
  }
}
