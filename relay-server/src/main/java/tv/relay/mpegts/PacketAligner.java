package tv.relay.mpegts;

/**
 * Finds where packets begin in a stream of bytes, and keeps hold of it: what comes out is whole
 * packets only, in order, whatever the pieces in which the bytes came and whatever lies before and
 * between them.
 *
 * <p>A packet begins with the sync byte 0x47 and is 188 bytes long (ISO/IEC 13818-1, 2.4.3.2). To
 * find the beginning {@value #SYNCS_TO_LOCK} sync bytes at that distance are asked for, since 0x47
 * is an ordinary value inside packets too. From then on a packet is passed on once the next one
 * begins where it should: one that was cut short or has foreign bytes in it is thus left out, at
 * the price that the last packet of a piece waits for the first byte of the next.
 *
 * <p>One source connection, one aligner, one thread.
 */
public final class PacketAligner {
  /** By chance four bytes in place look like this once in 4 billion. */
  static final int SYNCS_TO_LOCK = 4;

  private boolean locked;
  private long skippedBytes;
  private long losses;

  /**
   * Passes on what whole packets there are at the beginning of the buffer.
   *
   * @return how many bytes are done with; the caller keeps the rest (at most {@value
   *     TsPacket#BYTES} times {@value #SYNCS_TO_LOCK}) and calls again with more behind it
   */
  public int align(byte[] buffer, int length, PacketSink sink) {
    int at = 0;
    while (true) {
      if (!locked) {
        int start = find(buffer, at, length);
        if (start < 0) {
          int keep = Math.min(length - at, TsPacket.BYTES * (SYNCS_TO_LOCK - 1));
          skippedBytes += length - keep - at;
          return length - keep;
        }
        skippedBytes += start - at;
        at = start;
        locked = true;
      }
      int end = at;
      while (end + TsPacket.BYTES < length && buffer[end + TsPacket.BYTES] == TsPacket.SYNC) {
        end += TsPacket.BYTES;
      }
      if (end > at) {
        sink.packets(buffer, at, end - at);
        at = end;
      }
      if (at + TsPacket.BYTES >= length) {
        return at;
      }
      locked = false;
      losses++;
      // The packet at hand is not followed by another: it is incomplete, or its end is foreign.
      skippedBytes++;
      at++;
    }
  }

  /**
   * Ends the stream: passes on the packet that waited for a successor, if it is whole.
   *
   * @return whether there was one
   */
  public boolean finish(byte[] buffer, int length, PacketSink sink) {
    boolean whole = locked && length == TsPacket.BYTES && buffer[0] == TsPacket.SYNC;
    if (whole) {
      sink.packets(buffer, 0, TsPacket.BYTES);
    } else {
      skippedBytes += length;
    }
    return whole;
  }

  /** Whether packets have been found and not lost again. */
  public boolean isLocked() {
    return locked;
  }

  /** Bytes before and between packets that were left out. */
  public long skippedBytes() {
    return skippedBytes;
  }

  /** How often packets stopped being where they should be. */
  public long losses() {
    return losses;
  }

  /** Whether packets begin anywhere in the buffer; for telling what a source sends. */
  public static boolean looksLikePackets(byte[] buffer, int length) {
    return find(buffer, 0, length) >= 0;
  }

  private static int find(byte[] buffer, int from, int length) {
    int last = length - TsPacket.BYTES * (SYNCS_TO_LOCK - 1);
    for (int at = from; at < last; at++) {
      if (buffer[at] == TsPacket.SYNC && syncsFrom(buffer, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean syncsFrom(byte[] buffer, int at) {
    for (int i = 1; i < SYNCS_TO_LOCK; i++) {
      if (buffer[at + i * TsPacket.BYTES] != TsPacket.SYNC) {
        return false;
      }
    }
    return true;
  }
}
