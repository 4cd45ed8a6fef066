package tv.relay.seam;

import java.util.Arrays;
import tv.relay.mpegts.TsPacket;

/**
 * What has come since the picture that is just coming began, kept until that picture is whole: of
 * one that a lost source has cut off nobody gets anything. A decoder that is strict, as Chromium's,
 * gives up for good on half a picture, and what has been sent of it can't be taken back. A player
 * can't show the picture earlier anyway.
 *
 * <p>Bounded in bytes, and the caller bounds it in time. The reader's thread.
 */
final class ComingPicture {
  /** A picture of more is sent as it comes; at 20 Mbit/s one of 25 a second has 100 KB. */
  static final int MAX_BYTES = 1024 * 1024 / TsPacket.BYTES * TsPacket.BYTES;

  /** So many arrivals are told apart; what comes after counts for the last. */
  private static final int MAX_ARRIVALS = 256;

  /** Takes what was kept, as it has come. */
  interface Sink {
    void take(byte[] packets, int offset, int length, long arrivalNanos);
  }

  private final int maxBytes;
  private byte[] packets = new byte[64 * TsPacket.BYTES];
  private int bytes;
  private int pid;

  /** Of each arrival: when it was, and where it ends. */
  private final long[] arrivals = new long[MAX_ARRIVALS];

  private final int[] ends = new int[MAX_ARRIVALS];
  private int count;

  /**
   * @param ringBytes what the ring holds: an eighth of it is kept at most, since all of it is
   *     published at once, and no reader that was told it is safe may be overtaken by that
   */
  ComingPicture(int ringBytes) {
    maxBytes = Math.min(MAX_BYTES, ringBytes / 8 / TsPacket.BYTES * TsPacket.BYTES);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whose picture it is. */
  int pid() {
    return pid;
  }

  /** When it began to come. */
  long beganNanos() {
    return arrivals[0];
  }

  boolean hasRoom(int length) {
    return bytes + length <= maxBytes;
  }

  /** Takes a copy of whole packets for which there is room. */
  void add(int ofPid, byte[] source, int offset, int length, long arrivalNanos) {
    if (bytes + length > packets.length) {
      packets = Arrays.copyOf(packets, Math.min(maxBytes, Math.max(bytes + length, 2 * bytes)));
    }
    System.arraycopy(source, offset, packets, bytes, length);
    pid = ofPid;
    bytes += length;
    if (count < MAX_ARRIVALS) {
      arrivals[count++] = arrivalNanos;
    }
    ends[count - 1] = bytes;
  }

  /** Gives all that is kept. */
  void releaseTo(Sink sink) {
    int from = 0;
    for (int i = 0; i < count; i++) {
      sink.take(packets, from, ends[i] - from, arrivals[i]);
      from = ends[i];
    }
    discard();
  }

  /** Nobody gets it. */
  void discard() {
    bytes = 0;
    count = 0;
  }
}
