package tv.relay.seam;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A made-up programme as a multiplexer would send it: H.264 in groups of pictures, AAC or MPEG
 * audio, PAT and PMT every 100 ms, an SDT, null packets. Built independent of the code under test;
 * two clips of the same settings are equal byte for byte.
 */
final class Clip {
  static final int PACKET = 188;
  static final int FRAME_TICKS = 3600;
  static final int AAC = 0x0F;
  static final int MPEG_AUDIO = 0x03;

  int programNumber = 1;
  int pmtPid = 0x1000;
  int videoPid = 0x100;
  int audioPid = 0x101;
  int audioType = AAC;
  int version;
  int groupFrames = 25;
  int seed = 1;
  long startTicks = 900_000;

  int firstCounters;

  /** Pictures behind each access point that are shown before it. */
  int leadingFrames;

  private final int[] counters = new int[8192];
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[] packet = new byte[PACKET];
  private Random random;

  Clip otherPids() {
    programNumber = 7;
    pmtPid = 0x1001;
    videoPid = 0x200;
    audioPid = 0x201;
    return this;
  }

  Clip seed(int value) {
    seed = value;
    return this;
  }

  Clip counters(int first) {
    firstCounters = first;
    return this;
  }

  Clip startTicks(long ticks) {
    startTicks = ticks;
    return this;
  }

  Clip audioType(int type) {
    audioType = type;
    return this;
  }

  Clip groupFrames(int frames) {
    groupFrames = frames;
    return this;
  }

  Clip leadingFrames(int frames) {
    leadingFrames = frames;
    return this;
  }

  /** So many frames of 40 ms. */
  byte[] frames(int count) {
    random = new Random(seed);
    out.reset();
    // Each source's counters stand somewhere.
    Arrays.setAll(counters, pid -> (pid * 7 + seed * 3 + firstCounters) % 16);
    IntStream.range(0, count).forEach(this::frame);
    return out.toByteArray();
  }

  private void frame(int number) {
    boolean group = number % groupFrames == 0;
    if (group || number % 3 == 0) {
      tables();
    }
    long dts = startTicks + (long) number * FRAME_TICKS;
    int inGroup = number % groupFrames;
    int delay = group ? leadingFrames : inGroup <= leadingFrames ? -1 : 0;
    pes(
        videoPid,
        0xE0,
        dts + 18_000 + (long) delay * FRAME_TICKS,
        dts + 14_400,
        dts,
        group,
        group ? 30 : 2 + random.nextInt(10));
    if (number % 2 == 0) {
      pes(audioPid, 0xC0, dts + 9_000, -1, -1, false, 2);
    }
    if (number % 5 == 0) {
      section(0x11, bytes(0x42, 0xF0, 13, 0, 1, 0xC1, 0, 0, 0, 1, 0xFF, seed));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      nullPacket();
    }
  }

  private void tables() {
    section(0, bytes(0, 0xB0, 13, 0, 1, 0xC1, 0, 0, 0, programNumber, 0xE0 | pmtPid >> 8, pmtPid));
    section(
        pmtPid,
        bytes(
            2,
            0xB0,
            23,
            0,
            programNumber,
            0xC1 | version << 1,
            0,
            0,
            0xE0 | videoPid >> 8,
            videoPid,
            0xF0,
            0,
            0x1B,
            0xE0 | videoPid >> 8,
            videoPid,
            0xF0,
            0,
            audioType,
            0xE0 | audioPid >> 8,
            audioPid,
            0xF0,
            0));
  }

  private void section(int pid, byte[] content) {
    begin(pid, true, 1);
    packet[4] = 0;
    System.arraycopy(content, 0, packet, 5, content.length);
    int crc = crc(content);
    for (int i = 0; i < 4; i++) {
      packet[5 + content.length + i] = (byte) (crc >> (24 - 8 * i));
    }
    out.writeBytes(packet);
  }

  private void pes(
      int pid, int id, long pts, long dts, long pcr, boolean randomAccess, int packets) {
    for (int i = 0; i < packets; i++) {
      boolean clock = i == 0 && pcr >= 0;
      begin(pid, i == 0, clock ? 3 : 1);
      random.nextBytes(fill);
      int at = 4;
      if (clock) {
        packet[4] = 7;
        packet[5] = (byte) (randomAccess ? 0x50 : 0x10);
        clock(pcr);
        at = 12;
      }
      if (i == 0) {
        byte[] header = bytes(0, 0, 1, id, 0, 0, 0x80, dts < 0 ? 0x80 : 0xC0, dts < 0 ? 5 : 10);
        System.arraycopy(header, 0, packet, at, header.length);
        at += header.length;
        time(at, dts < 0 ? 2 : 3, pts);
        at += 5;
        if (dts >= 0) {
          time(at, 1, dts);
          at += 5;
        }
      }
      for (int j = at; j < PACKET; j++) {
        // No zeros, so no start codes.
        packet[j] = (byte) (fill[j] | 1);
      }
      out.writeBytes(packet);
    }
  }

  private final byte[] fill = new byte[PACKET];

  private void nullPacket() {
    begin(0x1FFF, false, 1);
    out.writeBytes(packet);
  }

  private void begin(int pid, boolean start, int control) {
    Arrays.fill(packet, (byte) 0xFF);
    packet[0] = 0x47;
    packet[1] = (byte) ((start ? 0x40 : 0) | pid >> 8);
    packet[2] = (byte) pid;
    int counter = pid == 0x1FFF ? 0 : counters[pid]++ & 15;
    packet[3] = (byte) (control << 4 | counter);
  }

  private void clock(long ticks) {
    long base = ticks & 0x1FFFFFFFFL;
    packet[6] = (byte) (base >> 25);
    packet[7] = (byte) (base >> 17);
    packet[8] = (byte) (base >> 9);
    packet[9] = (byte) (base >> 1);
    packet[10] = (byte) ((base & 1) << 7 | 0x7E);
    packet[11] = 0;
  }

  private void time(int at, int prefix, long ticks) {
    long time = ticks & 0x1FFFFFFFFL;
    packet[at] = (byte) (prefix << 4 | time >> 29 & 0x0E | 1);
    packet[at + 1] = (byte) (time >> 22);
    packet[at + 2] = (byte) (time >> 14 | 1);
    packet[at + 3] = (byte) (time >> 7);
    packet[at + 4] = (byte) (time << 1 | 1);
  }

  /**
   * Up to where the last picture of the usual PID begins: whether that one is whole nobody knows.
   */
  static byte[] wholePictures(byte[] stream) {
    int at = stream.length - PACKET;
    while (stream[at + 1] != 0x41 || stream[at + 2] != 0) {
      at -= PACKET;
    }
    return Arrays.copyOf(stream, at);
  }

  static List<byte[]> packets(byte[] stream) {
    return IntStream.range(0, stream.length / PACKET)
        .mapToObj(i -> Arrays.copyOfRange(stream, i * PACKET, (i + 1) * PACKET))
        .toList();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static int crc(byte[] bytes) {
    int crc = -1;
    for (byte each : bytes) {
      crc ^= each << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
      }
    }
    return crc;
  }
}
