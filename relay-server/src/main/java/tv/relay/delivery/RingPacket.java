package tv.relay.delivery;

import java.nio.ByteBuffer;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/** The header of a packet where it lies in a ring; see {@link TsPacket}. Pure functions. */
final class RingPacket {
  private RingPacket() {}

  static int pid(ByteBuffer ring, int at) {
    return (ring.get(at + 1) & 0x1F) << 8 | (ring.get(at + 2) & 0xFF);
  }

  static boolean payloadUnitStart(ByteBuffer ring, int at) {
    return (ring.get(at + 1) & 0x40) != 0;
  }

  static boolean hasPayload(ByteBuffer ring, int at) {
    return (ring.get(at + 3) & 0x10) != 0;
  }

  static int counter(ByteBuffer ring, int at) {
    return ring.get(at + 3) & 0x0F;
  }

  /** When the unit that starts here is decoded, or shown where that is all it says; or ABSENT. */
  static long time(ByteBuffer ring, int at) {
    byte[] packet = copy(ring, at);
    long dts = Timestamps.dts(packet, 0);
    return dts == TsPacket.ABSENT ? Timestamps.pts(packet, 0) : dts;
  }

  /** A copy for those who look deeper; a header is looked into only where a unit starts. */
  static byte[] copy(ByteBuffer ring, int at) {
    byte[] packet = new byte[TsPacket.BYTES];
    ring.get(at, packet);
    return packet;
  }
}
