package tv.relay.testing;

import java.util.zip.CRC32C;

/**
 * An endless, deterministic MPEG-TS: PAT, PMT and one H.264 PID whose packets are numbered and
 * checksummed, so that a {@link PacketVerifier} can tell of each byte whether it is the right one.
 *
 * <p>25 frames a second at a constant bitrate. Each frame starts a PES with PTS and PCR; each group
 * starts with PAT, PMT and a packet with the random access indicator. Two streams of the same
 * {@link Programme} are equal but for the creation times. The video is no picture: it
 * demultiplexes, it does not decode.
 *
 * <p>Not safe for use by several threads.
 */
public final class NumberedStream {

  public static final int PACKET_BYTES = PacketLayout.PACKET_BYTES;

  private static final long FRAME_NANOS = 40_000_000L;
  // Decoders want the clock to be behind the time stamps; and no time stamp should be zero.
  private static final long PTS_AHEAD_NANOS = 200_000_000L;
  private static final long CLOCK_START_NANOS = 1_000_000_000L;

  private enum Kind {
    PAT,
    PMT,
    FRAME_START,
    FRAME_REST
  }

  private final Programme programme;
  private final CRC32C crc = new CRC32C();
  private long index;
  private long sequence;
  private long frame;
  private long psiPairs;
  private Kind next = Kind.PAT;

  public NumberedStream(Programme programme) {
    this.programme = programme;
  }

  public NumberedStream(int streamId, int bitrateBps, int gopFrames) {
    this(new Programme(streamId, bitrateBps, gopFrames, false));
  }

  /** Writes the next packet, {@link #PACKET_BYTES} long. */
  public void next(byte[] into, int offset) {
    switch (next) {
      case PAT -> PsiSection.writePat(into, offset, programme, (int) psiPairs);
      case PMT -> PsiSection.writePmt(into, offset, programme, (int) psiPairs);
      case FRAME_START -> writeMedia(into, offset, writeFrameStart(into, offset));
      case FRAME_REST -> {
        writeHeader(into, offset, 0, 0x10);
        writeMedia(into, offset, 4);
      }
      default -> throw new AssertionError(next);
    }
    skip();
  }

  /** The next {@code count} packets. */
  public byte[] next(int count) {
    byte[] bytes = new byte[count * PACKET_BYTES];
    for (int i = 0; i < count; i++) {
      next(bytes, i * PACKET_BYTES);
    }
    return bytes;
  }

  /** Leaves the next packet out, as if it had been produced while nobody listened. */
  public void skip() {
    index++;
    switch (next) {
      case PAT -> next = Kind.PMT;
      case PMT -> {
        psiPairs++;
        next = Kind.FRAME_START;
      }
      default -> {
        if (next == Kind.FRAME_START) {
          frame++;
        }
        sequence++;
        next = kindOfNext();
      }
    }
  }

  /** Leaves out all packets that are due before that media time. */
  public void skipToMediaNanos(long mediaNanos) {
    while (nextMediaNanos() < mediaNanos) {
      skip();
    }
  }

  /** When the next packet is due, counted from the stream's first packet. */
  public long nextMediaNanos() {
    return programme.nanosOfBytes(index * PACKET_BYTES);
  }

  /** Sequence of the next media packet. */
  public long nextSequence() {
    return sequence;
  }

  /** Number of the next packet among all, PSI included. */
  public long nextIndex() {
    return index;
  }

  /** Whether the next packet is the PAT before a random access point. */
  public boolean nextStartsGroup() {
    return next == Kind.PAT;
  }

  private Kind kindOfNext() {
    if (nextMediaNanos() < frame * FRAME_NANOS) {
      return Kind.FRAME_REST;
    }
    return frame % programme.gopFrames() == 0 ? Kind.PAT : Kind.FRAME_START;
  }

  private void writeHeader(byte[] into, int offset, int flags, int control) {
    into[offset] = PacketLayout.SYNC;
    PsiSection.put16(into, offset + 1, flags | programme.videoPid());
    into[offset + 3] = (byte) (control | sequence & 0x0f);
  }

  private void writeMedia(byte[] into, int offset, int from) {
    PacketLayout.writeRecord(into, offset, from, programme.streamId(), sequence, index, crc);
  }

  private int writeFrameStart(byte[] into, int offset) {
    boolean randomAccess = frame % programme.gopFrames() == 0;
    writeHeader(into, offset, 0x4000, 0x30);
    into[offset + 4] = 7;
    into[offset + 5] = (byte) (randomAccess ? 0x50 : 0x10);
    writePcr(into, offset + 6, (CLOCK_START_NANOS + nextMediaNanos()) * 27 / 1000);
    int at = offset + 12;
    at = put(into, at, 0, 0, 1, 0xe0, 0, 0, 0x84, 0x80, 5);
    long ptsNanos = CLOCK_START_NANOS + PTS_AHEAD_NANOS + frame * FRAME_NANOS;
    writePts(into, at, ptsNanos * 9 / 100_000);
    at += 5;
    at = put(into, at, 0, 0, 0, 1, 9, 0xf0);
    at = put(into, at, 0, 0, 0, 1, randomAccess ? 0x65 : 0x41);
    return at - offset;
  }

  private static void writePcr(byte[] into, int at, long pcr) {
    long base = pcr / 300 & 0x1ffffffffL;
    int extension = (int) (pcr % 300);
    into[at] = (byte) (base >>> 25);
    into[at + 1] = (byte) (base >>> 17);
    into[at + 2] = (byte) (base >>> 9);
    into[at + 3] = (byte) (base >>> 1);
    into[at + 4] = (byte) (base << 7 | 0x7e | extension >>> 8);
    into[at + 5] = (byte) extension;
  }

  private static void writePts(byte[] into, int at, long pts) {
    into[at] = (byte) (0x21 | pts >>> 29 & 0x0e);
    PsiSection.put16(into, at + 1, (int) (pts >>> 14 & 0xfffe | 1));
    PsiSection.put16(into, at + 3, (int) (pts << 1 & 0xfffe | 1));
  }

  private static int put(byte[] into, int at, int... values) {
    for (int value : values) {
      into[at++] = (byte) value;
    }
    return at;
  }
}
