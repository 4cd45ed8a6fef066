package tv.relay.testing;

/**
 * Slices bytes that come in arbitrary pieces into packets of 188 bytes. Where no sync byte stands
 * at the start of a packet it says so once, then hunts for the next place that looks like one. Not
 * safe for use by several threads.
 */
final class PacketSlicer {

  /** Told of each packet and each place where alignment was lost. */
  interface Listener {
    void packet(byte[] bytes, int offset, long streamOffset);

    void misaligned(long streamOffset, byte found);
  }

  private static final int PACKET_BYTES = PacketLayout.PACKET_BYTES;
  private static final byte SYNC = PacketLayout.SYNC;

  private final Listener listener;
  // One byte more than a packet: while hunting, the next packet's sync byte confirms a find.
  private final byte[] held = new byte[PACKET_BYTES + 1];
  private int heldBytes;
  private long heldAt;
  private boolean hunting;

  PacketSlicer(Listener listener) {
    this.listener = listener;
  }

  void accept(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (heldBytes == 0 && !hunting && end - at >= PACKET_BYTES && bytes[at] == SYNC) {
        listener.packet(bytes, at, heldAt);
        heldAt += PACKET_BYTES;
        at += PACKET_BYTES;
      } else {
        hold(bytes[at++]);
      }
    }
  }

  /** Bytes of a packet that has begun and is not whole. */
  int heldBytes() {
    return heldBytes;
  }

  private void hold(byte value) {
    if (heldBytes == 0 && !hunting && value != SYNC) {
      listener.misaligned(heldAt, value);
      hunting = true;
    }
    held[heldBytes++] = value;
    if (hunting) {
      hunt();
    } else if (heldBytes == PACKET_BYTES) {
      emit();
    }
  }

  private void hunt() {
    if (held[0] != SYNC) {
      dropToNextSync();
    } else if (heldBytes == held.length) {
      if (held[PACKET_BYTES] == SYNC) {
        hunting = false;
        emit();
      } else {
        dropToNextSync();
      }
    }
  }

  private void emit() {
    listener.packet(held, 0, heldAt);
    drop(PACKET_BYTES);
  }

  private void dropToNextSync() {
    int keepFrom = 1;
    while (keepFrom < heldBytes && held[keepFrom] != SYNC) {
      keepFrom++;
    }
    drop(keepFrom);
  }

  private void drop(int bytes) {
    System.arraycopy(held, bytes, held, 0, heldBytes - bytes);
    heldBytes -= bytes;
    heldAt += bytes;
  }
}
