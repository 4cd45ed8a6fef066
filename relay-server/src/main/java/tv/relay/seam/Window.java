package tv.relay.seam;

import java.util.Arrays;
import tv.relay.mpegts.TsPacket;

/**
 * The latest packets of a connection of which it is not yet known where they belong, numbered from
 * 0; the oldest go when there is no more room. The reader's thread.
 */
final class Window {
  /**
   * 1 MiB: at 20 Mbit/s a bit less than half a second, and four times what a look at a unit needs.
   */
  static final int MAX_PACKETS = 1024 * 1024 / TsPacket.BYTES;

  private final int maxPackets;
  private byte[] packets;
  private long first;
  private int count;

  /**
   * @param ringPackets what the ring holds: a window is an eighth of it at most, since all of it
   *     may be published at once, and no reader that was told it is safe may be overtaken by that
   */
  Window(int ringPackets) {
    maxPackets = Math.max(2, Math.min(MAX_PACKETS, ringPackets / 8));
    packets = new byte[Math.min(256, maxPackets) * TsPacket.BYTES];
  }

  void add(byte[] source, int at) {
    if ((count + 1) * TsPacket.BYTES > packets.length) {
      makeRoom();
    }
    System.arraycopy(source, at, packets, count * TsPacket.BYTES, TsPacket.BYTES);
    count++;
  }

  private void makeRoom() {
    if (count < maxPackets) {
      int room = Math.min(maxPackets, count * 2);
      packets = Arrays.copyOf(packets, room * TsPacket.BYTES);
      return;
    }
    int left = count / 2;
    int gone = count - left;
    System.arraycopy(packets, gone * TsPacket.BYTES, packets, 0, left * TsPacket.BYTES);
    first += gone;
    count = left;
  }

  /** Number of the oldest that is held. */
  long first() {
    return first;
  }

  /** Number that the next will get. */
  long end() {
    return first + count;
  }

  /** Holds the packets until the next is added. */
  byte[] bytes() {
    return packets;
  }

  /** Where in {@link #bytes} a packet is that is held. */
  int at(long number) {
    return (int) (number - first) * TsPacket.BYTES;
  }
}
