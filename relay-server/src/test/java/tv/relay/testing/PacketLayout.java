package tv.relay.testing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Where a numbered media packet keeps its record: always the last bytes, whatever headers precede.
 *
 * <pre>
 *   0     TS header, adaptation field and PES header where there are any
 *   ...   filler, derived from the sequence
 *   152   index of the packet among all packets of the stream, PSI included
 *   160   magic
 *   164   stream id
 *   168   sequence among the media packets
 *   176   creation, System.nanoTime()
 *   184   CRC-32C of everything before it but for what a relay may change so that packets follow
 *         others: PID, continuity counter, PCR, PTS
 * </pre>
 *
 * Numbers are stored masked, since small ones would read as start codes of H.264.
 */
final class PacketLayout {

  static final int PACKET_BYTES = 188;
  static final byte SYNC = 0x47;

  static final int PAT_PID = 0;
  static final int VIDEO_PID = 0x100;
  static final int PMT_PID = 0x1000;
  static final int OTHER_VIDEO_PID = 0x200;
  static final int OTHER_PMT_PID = 0x1001;
  static final int NULL_PID = 0x1fff;

  /** Where the packet that starts a frame has its times. */
  static final int PCR = 6;

  static final int PCR_BYTES = 6;
  static final int PTS = 21;
  static final int PTS_BYTES = 5;

  static final int RECORD = 152;

  private static final int INDEX = RECORD;
  private static final int MAGIC = 160;
  private static final int STREAM = 164;
  private static final int SEQUENCE = 168;
  private static final int CREATED = 176;
  private static final int CHECKSUM = 184;

  private static final int MAGIC_VALUE = 0x4e754d62;
  private static final long MASK = 0x9e3779b97f4a7c15L;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private PacketLayout() {}

  static int pid(byte[] bytes, int offset) {
    return (bytes[offset + 1] & 0x1f) << 8 | bytes[offset + 2] & 0xff;
  }

  static boolean startsPayloadUnit(byte[] bytes, int offset) {
    return (bytes[offset + 1] & 0x40) != 0;
  }

  static boolean hasPayload(byte[] bytes, int offset) {
    return (bytes[offset + 3] & 0x10) != 0;
  }

  static boolean hasAdaptationField(byte[] bytes, int offset) {
    return (bytes[offset + 3] & 0x20) != 0;
  }

  static boolean isRandomAccess(byte[] bytes, int offset) {
    return hasAdaptationField(bytes, offset)
        && bytes[offset + 4] != 0
        && (bytes[offset + 5] & 0x40) != 0;
  }

  /** Fills from {@code from} to the end of the packet: filler, record, checksum. */
  static void writeRecord(
      byte[] bytes, int offset, int from, int streamId, long sequence, long index, CRC32C crc) {
    long filler = (sequence + 1) * MASK;
    for (int i = from; i < RECORD; i++) {
      filler ^= filler << 13;
      filler ^= filler >>> 7;
      filler ^= filler << 17;
      // Never zero, so never a start code; 0x47 does occur, as in any real payload.
      bytes[offset + i] = (byte) (filler | 1);
    }
    LONGS.set(bytes, offset + INDEX, index ^ MASK);
    INTS.set(bytes, offset + MAGIC, MAGIC_VALUE);
    INTS.set(bytes, offset + STREAM, streamId ^ (int) MASK);
    LONGS.set(bytes, offset + SEQUENCE, sequence ^ MASK);
    LONGS.set(bytes, offset + CREATED, System.nanoTime() ^ MASK);
    INTS.set(bytes, offset + CHECKSUM, checksum(bytes, offset, crc));
  }

  static boolean isIntact(byte[] bytes, int offset, CRC32C crc) {
    return (int) INTS.get(bytes, offset + MAGIC) == MAGIC_VALUE
        && (int) INTS.get(bytes, offset + CHECKSUM) == checksum(bytes, offset, crc);
  }

  static int streamId(byte[] bytes, int offset) {
    return (int) INTS.get(bytes, offset + STREAM) ^ (int) MASK;
  }

  static long sequence(byte[] bytes, int offset) {
    return (long) LONGS.get(bytes, offset + SEQUENCE) ^ MASK;
  }

  static long index(byte[] bytes, int offset) {
    return (long) LONGS.get(bytes, offset + INDEX) ^ MASK;
  }

  static long createdNanos(byte[] bytes, int offset) {
    return (long) LONGS.get(bytes, offset + CREATED) ^ MASK;
  }

  private static int checksum(byte[] bytes, int offset, CRC32C crc) {
    crc.reset();
    crc.update(bytes[offset + 1] & 0xe0);
    crc.update(bytes[offset + 3] & 0xf0);
    if (startsPayloadUnit(bytes, offset)) {
      crc.update(bytes, offset + 4, PCR - 4);
      crc.update(bytes, offset + PCR + PCR_BYTES, PTS - PCR - PCR_BYTES);
      crc.update(bytes, offset + PTS + PTS_BYTES, CHECKSUM - PTS - PTS_BYTES);
    } else {
      crc.update(bytes, offset + 4, CHECKSUM - 4);
    }
    return (int) crc.getValue();
  }
}
