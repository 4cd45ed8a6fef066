package tv.relay.cli.bench.packet;

import java.util.zip.CRC32C;
import tv.relay.mpegts.TsPacket;

/**
 * A video packet of the bench's own stream: numbered, time-stamped, and with a checksum, so that
 * whoever receives it can tell what is missing, how long it took and whether it is whole. This is
 * the one place that knows the layout; source and verifier share it.
 *
 * <p>What a packet carries for this stands in its last {@value #BLOCK_BYTES} bytes:
 *
 * <pre>
 *  byte 159-162  mark         D2 C5 CC D9, "RELY" with the high bits set
 *  byte 163-165  channel      number of the source's channel
 *  byte 166-173  sequence     number of the packet among the channel's video packets, from 0
 *  byte 174-182  nanos        when the source made it: the machine's monotonic clock
 *  byte 183-187  checksum     CRC32C (RFC 3720, B.4) of the bytes before it
 * </pre>
 *
 * <p>Numbers are big-endian with 7 bits a byte and the high bit set; so is everything else between
 * the headers and the checksum. No byte there is 0 or 0x47, and thus no start code and no sync byte
 * appears by chance.
 *
 * <p>The checksum covers the payload up to itself, but where a picture begins only from byte
 * {@value #SLICE_AT}: a relay may change clocks, counters and what stands in headers. For the clock
 * to mean anything source and verifier have to run on the same machine: {@link System#nanoTime()}
 * is CLOCK_MONOTONIC there, which all processes share.
 *
 * <p>Pure functions but for the CRC; any thread.
 */
public final class NumberedPacket {
  /** The PID of all numbered packets. */
  public static final int PID = 0x100;

  /** Where a picture begins, headers and parameter sets end before this byte. */
  static final int SLICE_AT = 64;

  private static final int MARK = 0xD2C5CCD9;
  private static final int MARK_BYTES = 4;
  private static final int CHANNEL_BYTES = 3;
  private static final int SEQUENCE_BYTES = 8;
  private static final int NANOS_BYTES = 9;
  private static final int CHECKSUM_BYTES = 5;
  static final int BLOCK_BYTES = 29;
  private static final int BLOCK_AT = TsPacket.BYTES - BLOCK_BYTES;
  private static final int CHANNEL_AT = BLOCK_AT + MARK_BYTES;
  private static final int SEQUENCE_AT = CHANNEL_AT + CHANNEL_BYTES;
  private static final int NANOS_AT = SEQUENCE_AT + SEQUENCE_BYTES;
  private static final int CHECKSUM_AT = TsPacket.BYTES - CHECKSUM_BYTES;

  private NumberedPacket() {}

  /** Numbers a packet whose headers and payload are there already. */
  static void write(byte[] packets, int offset, int channel, long sequence, long nanos) {
    int at = offset + BLOCK_AT;
    for (int i = 0; i < MARK_BYTES; i++) {
      packets[at + i] = (byte) (MARK >>> (24 - 8 * i));
    }
    put(packets, offset + CHANNEL_AT, CHANNEL_BYTES, channel);
    put(packets, offset + SEQUENCE_AT, SEQUENCE_BYTES, sequence);
    put(packets, offset + NANOS_AT, NANOS_BYTES, nanos);
    put(packets, offset + CHECKSUM_AT, CHECKSUM_BYTES, checksum(packets, offset));
  }

  /** Whether it says that it is one; whether it is whole, {@link #isWhole} says. */
  public static boolean isMarked(byte[] packets, int offset) {
    int at = offset + BLOCK_AT;
    return packets[at] == (byte) (MARK >>> 24)
        && packets[at + 1] == (byte) (MARK >>> 16)
        && packets[at + 2] == (byte) (MARK >>> 8)
        && packets[at + 3] == (byte) MARK;
  }

  /** Whether the checksum is that of the content. */
  public static boolean isWhole(byte[] packets, int offset) {
    return isMarked(packets, offset) && isSealed(packets, offset);
  }

  private static boolean isSealed(byte[] packets, int offset) {
    long checksum = checksum(packets, offset);
    for (int i = 0; i < CHECKSUM_BYTES; i++) {
      if (packets[offset + CHECKSUM_AT + i] != digit(checksum, CHECKSUM_BYTES, i)) {
        return false;
      }
    }
    return true;
  }

  public static int channel(byte[] packets, int offset) {
    return (int) number(packets, offset + CHANNEL_AT, CHANNEL_BYTES);
  }

  public static long sequence(byte[] packets, int offset) {
    return number(packets, offset + SEQUENCE_AT, SEQUENCE_BYTES);
  }

  /** When the source made it, on the clock of {@link System#nanoTime()}. */
  public static long nanos(byte[] packets, int offset) {
    return number(packets, offset + NANOS_AT, NANOS_BYTES);
  }

  private static long checksum(byte[] packets, int offset) {
    int from = coveredFrom(packets, offset);
    CRC32C crc = new CRC32C();
    crc.update(packets, from, offset + CHECKSUM_AT - from);
    return crc.getValue();
  }

  private static int coveredFrom(byte[] packets, int offset) {
    if (TsPacket.payloadUnitStart(packets, offset)) {
      return offset + SLICE_AT;
    }
    int payload = TsPacket.payloadOffset(packets, offset);
    // A header that was broken on the way may point anywhere; the checksum won't be right then.
    return payload == TsPacket.ABSENT || payload > offset + BLOCK_AT ? offset + BLOCK_AT : payload;
  }

  private static void put(byte[] packets, int at, int bytes, long value) {
    for (int i = 0; i < bytes; i++) {
      packets[at + i] = digit(value, bytes, i);
    }
  }

  private static byte digit(long value, int bytes, int place) {
    return (byte) (0x80 | ((value >>> (7 * (bytes - 1 - place))) & 0x7F));
  }

  private static long number(byte[] packets, int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 7) | (packets[at + i] & 0x7F);
    }
    return value;
  }
}
