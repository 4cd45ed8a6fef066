package tv.relay.delivery;

import java.nio.ByteBuffer;
import tv.relay.index.AccessPoint;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/**
 * Where a group of pictures may be cut: pictures are sent in another order than they are shown, and
 * who has got one that is shown later is not to miss those before it. Pure functions over a ring.
 */
final class PictureOrder {
  private PictureOrder() {}

  /**
   * The first picture before which nothing is missing that is shown before what was sent: one that
   * is itself sent ahead of others, or of a stream in which none is.
   *
   * @param goesOnAt tells how far ahead of its showing a picture is sent that nothing overtakes
   * @return its number, from {@code from} on and before {@code end}; ABSENT when there is none
   */
  static long cut(ByteBuffer view, Ring ring, AccessPoint goesOnAt, long from, long end) {
    int mainPid = goesOnAt.programme().mainPid();
    long first = TsPacket.ABSENT;
    boolean inOrder = true;
    long usual = ahead(RingPacket.copy(view, ring.offsetOf(goesOnAt.sequence())));
    for (long sequence = from; sequence < end; sequence++) {
      int at = ring.offsetOf(sequence);
      if (!RingPacket.payloadUnitStart(view, at) || RingPacket.pid(view, at) != mainPid) {
        continue;
      }
      if (sequence == goesOnAt.sequence()) {
        return inOrder && first != TsPacket.ABSENT ? first : sequence;
      }
      long ahead = ahead(RingPacket.copy(view, at));
      if (ahead > usual) {
        return sequence;
      }
      inOrder &= ahead == usual;
      if (first == TsPacket.ABSENT) {
        first = sequence;
      }
    }
    return first;
  }

  private static long ahead(byte[] packet) {
    long pts = Timestamps.pts(packet, 0);
    long dts = Timestamps.dts(packet, 0);
    boolean both = pts != TsPacket.ABSENT && dts != TsPacket.ABSENT;
    return both ? Math.floorMod(pts - dts, Timestamps.MODULUS) : 0;
  }
}
