package tv.relay.cli.bench.packet;

import java.util.List;
import java.util.Random;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.SectionEdit;
import tv.relay.mpegts.SectionPackets;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * One channel of the bench's source, packet by packet: an MPEG-TS of constant rate with PAT, PMT,
 * PCR and what passes for H.264 at 25 pictures a second, every 25th of them a random access point
 * with its parameter sets. A relay can take it for television; nobody can watch it. Video packets
 * are {@link NumberedPacket}s.
 *
 * <p>For one thread. Allocates nothing that lives beyond a packet.
 */
public final class Timeline {
  static final int PICTURES_PER_SECOND = 25;
  static final int PICTURES_PER_GROUP = 25;

  /** 200 ms apart; ETSI TR 101 290 asks for 500 ms at most. */
  private static final int PICTURES_PER_TABLES = 5;

  private static final int PMT_PID = 0x1000;
  private static final int H264 = 0x1B;

  /** From a picture's place in the stream to when it would be shown. */
  private static final long SHOWN_AFTER_TICKS = Timestamps.TICKS_PER_SECOND / 2;

  /** One programme, and where its PMT is: 0x1000. */
  private static final byte[] PAT =
      SectionPackets.write(0, List.of(section(0x00, 0, 1, 0xF0, 0x00)));

  /** PCR and one elementary stream, H.264, both on {@link NumberedPacket#PID}. */
  private static final byte[] PMT =
      SectionPackets.write(
          PMT_PID, List.of(section(0x02, 0xE1, 0x00, 0xF0, 0, H264, 0xE1, 0x00, 0xF0, 0)));

  private static final byte[] DELIMITER = {0, 0, 0, 1, 0x09, (byte) 0xF0};

  /** SPS and PPS of the smallest kind there is, then the beginning of an IDR slice. */
  private static final byte[] ACCESS_POINT = {
    0,
    0,
    0,
    1,
    0x67,
    0x42,
    0x00,
    0x0A,
    (byte) 0xF8,
    0x41,
    (byte) 0xA2,
    0,
    0,
    0,
    1,
    0x68,
    (byte) 0xCE,
    0x38,
    (byte) 0x80,
    0,
    0,
    0,
    1,
    0x65
  };

  private static final byte[] OTHER_PICTURE = {0, 0, 0, 1, 0x41};

  /** What fills packets, from one place or another of it; see there for why no bit 7 is 0. */
  private static final byte[] FILLER = filler(16 * 1024);

  private final int channel;
  private final long bitsPerSecond;
  private long packets;
  private long sequence;
  private long pictures;
  private int tablesLeft = 2;
  private int patCounter;
  private int pmtCounter;
  private int videoCounter;

  public Timeline(int channel, long bitsPerSecond) {
    this.channel = channel;
    this.bitsPerSecond = bitsPerSecond;
  }

  /** Number of packets so far. */
  public long packets() {
    return packets;
  }

  /**
   * Writes the next packet.
   *
   * @param nanos the stamp that it gets
   */
  public void next(byte[] into, int offset, long nanos) {
    boolean picture = mediaTicks() >= pictures * (PcrClock.TICKS_PER_SECOND / PICTURES_PER_SECOND);
    if (picture && pictures % PICTURES_PER_TABLES == 0 && tablesLeft > 0) {
      table(into, offset);
    } else {
      video(into, offset, picture, nanos);
    }
    packets++;
  }

  private void table(byte[] into, int offset) {
    boolean pat = tablesLeft == 2;
    System.arraycopy(pat ? PAT : PMT, 0, into, offset, TsPacket.BYTES);
    TsPacket.setContinuityCounter(into, offset, pat ? patCounter++ : pmtCounter++);
    tablesLeft--;
  }

  private void video(byte[] into, int offset, boolean picture, long nanos) {
    into[offset] = TsPacket.SYNC;
    into[offset + 1] = (byte) ((picture ? 0x40 : 0) | NumberedPacket.PID >> 8);
    into[offset + 2] = (byte) NumberedPacket.PID;
    into[offset + 3] = (byte) (picture ? 0x30 : 0x10);
    TsPacket.setContinuityCounter(into, offset, videoCounter++);
    int at = picture ? pictureHeader(into, offset) : offset + 4;
    int length = offset + TsPacket.BYTES - at;
    int from = (int) (sequence * 131 % (FILLER.length - TsPacket.BYTES));
    System.arraycopy(FILLER, from, into, at, length);
    NumberedPacket.write(into, offset, channel, sequence++, nanos);
  }

  /** Adaptation field with the PCR, PES header with a PTS, and the units before the slice. */
  private int pictureHeader(byte[] into, int offset) {
    boolean accessPoint = pictures % PICTURES_PER_GROUP == 0;
    into[offset + 4] = 7;
    into[offset + 5] = (byte) (0x10 | (accessPoint ? 0x40 : 0));
    into[offset + 10] = 0x7E;
    PcrClock.write(into, offset, mediaTicks());
    byte[] pes = {0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x84, (byte) 0x80, 5, 0x21, 0, 1, 0, 1};
    int at = put(pes, into, offset + 12);
    Timestamps.writePts(
        into,
        offset,
        pictures * Timestamps.TICKS_PER_SECOND / PICTURES_PER_SECOND + SHOWN_AFTER_TICKS);
    at = put(DELIMITER, into, at);
    at = put(accessPoint ? ACCESS_POINT : OTHER_PICTURE, into, at);
    pictures++;
    tablesLeft = 2;
    return at;
  }

  private static int put(byte[] bytes, byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, bytes.length);
    return at + bytes.length;
  }

  /** Where the next packet lies in time, at the stream's rate. In two parts against overflow. */
  private long mediaTicks() {
    long bits = packets * TsPacket.BYTES * 8;
    return bits / bitsPerSecond * PcrClock.TICKS_PER_SECOND
        + bits % bitsPerSecond * PcrClock.TICKS_PER_SECOND / bitsPerSecond;
  }

  /** A section in force, alone of its kind, of stream or programme 1. */
  private static byte[] section(int tableId, int... body) {
    int[] head = {tableId, 0xB0, 5 + body.length + 4, 0, 1, 0xC1, 0, 0};
    byte[] section = new byte[head.length + body.length + 4];
    for (int i = 0; i < head.length + body.length; i++) {
      section[i] = (byte) (i < head.length ? head[i] : body[i - head.length]);
    }
    // Puts the CRC behind it.
    return SectionEdit.withVersion(section, 0);
  }

  private static byte[] filler(int bytes) {
    byte[] filler = new byte[bytes];
    new Random(188).nextBytes(filler);
    for (int i = 0; i < bytes; i++) {
      filler[i] |= (byte) 0x80;
    }
    return filler;
  }
}
