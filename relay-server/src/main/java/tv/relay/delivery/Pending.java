package tv.relay.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import tv.relay.mpegts.TsPacket;

/**
 * What goes to a client before anything from the ring: packets of our own, and behind them what was
 * kept of the stream, be it the rest of a packet that the socket took a part of or the rest of a
 * unit that was about to be overwritten. The subscriber's I/O thread.
 */
final class Pending {
  /** A buffer larger than this is given back once it is empty. */
  private static final int KEEP_BYTES = 4 * TsPacket.BYTES;

  private ByteBuffer bytes;

  /** How many bytes are here; asked for so often that it is no sum. */
  private int left;

  /** How many of the bytes, from the end, are the stream's. */
  private int streamBytes;

  boolean isEmpty() {
    return left == 0;
  }

  /** Stream bytes that are still to be written. */
  int streamLeft() {
    return Math.min(streamBytes, left);
  }

  /** Keeps some of the stream, behind all that is here. */
  void keep(ByteBuffer view, int offset, int length) {
    int stream = streamLeft();
    makeRoom(length);
    int at = bytes.limit();
    bytes.limit(at + length);
    bytes.put(at, view, offset, length);
    left += length;
    streamBytes = stream + length;
  }

  /** Throws away the last bytes that were kept. */
  void forget(int length) {
    if (length == 0) {
      return;
    }
    bytes.limit(bytes.limit() - length);
    streamBytes -= length;
    left -= length;
  }

  /** Appends a packet of our own; nothing of the stream may be here. */
  void insert(byte[] packet) {
    if (streamLeft() > 0) {
      throw new IllegalStateException("packets of our own would come behind the stream's");
    }
    makeRoom(TsPacket.BYTES);
    streamBytes = 0;
    int at = bytes.limit();
    bytes.limit(at + TsPacket.BYTES);
    bytes.put(at, packet, 0, TsPacket.BYTES);
    left += TsPacket.BYTES;
  }

  /** Writes what there is room for; returns bytes. */
  int write(Outlet outlet) throws IOException {
    int written = outlet.write(bytes);
    left -= written;
    if (left == 0) {
      streamBytes = 0;
      if (bytes.capacity() > KEEP_BYTES) {
        bytes = null;
      }
    }
    return written;
  }

  /** Throws away all but the rest of the packet that has been begun. */
  void cutToPacket() {
    if (!isEmpty()) {
      left %= TsPacket.BYTES;
      bytes.limit(bytes.position() + left);
    }
  }

  private void makeRoom(int length) {
    int held = bytes == null ? 0 : bytes.remaining();
    if (bytes != null && bytes.capacity() - bytes.limit() >= length) {
      return;
    }
    if (bytes != null && bytes.capacity() - held >= length) {
      bytes.compact().flip();
      return;
    }
    int twice = bytes == null ? TsPacket.BYTES : 2 * bytes.capacity();
    int capacity = Math.max(held + length, twice);
    ByteBuffer larger = ByteBuffer.allocate(capacity);
    if (held > 0) {
      larger.put(bytes);
    }
    bytes = larger.flip();
  }
}
