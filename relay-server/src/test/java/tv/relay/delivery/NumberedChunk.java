package tv.relay.delivery;

import java.nio.ByteBuffer;

/** A packet that tells its sequence, and every other byte of it likewise. */
final class NumberedChunk {
  static final int BYTES = 188;

  private NumberedChunk() {}

  static byte[] of(long sequence) {
    ByteBuffer chunk = ByteBuffer.allocate(BYTES);
    chunk.put((byte) 0x47).put((byte) 0x01).put((byte) 0x00);
    chunk.put((byte) (0x10 | sequence & 0x0F)).putLong(sequence);
    while (chunk.hasRemaining()) {
      chunk.put((byte) (sequence * 31 + chunk.position()));
    }
    return chunk.array();
  }

  /** Of the chunk that begins at the buffer's position. */
  static long sequence(ByteBuffer bytes) {
    return bytes.getLong(bytes.position() + 4);
  }
}
