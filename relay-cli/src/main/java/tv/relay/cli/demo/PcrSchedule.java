package tv.relay.cli.demo;

import java.util.Arrays;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

/**
 * When each packet of a looping recording is due: at its PCR, or in between at its place between
 * the PCRs around it (ISO/IEC 13818-1, 2.4.2.2), where the last PCR is followed by the first one of
 * the next loop. Pure functions.
 */
public final class PcrSchedule {

  private PcrSchedule() {}

  /**
   * For each packet, nanoseconds from the first packet's time; never falling, and all below the
   * loop's length.
   *
   * @throws IllegalArgumentException when the recording isn't whole packets, has no PCR, or its
   *     PCRs don't rise within one loop
   */
  public static long[] dueNanos(byte[] recording, long loopTicks) {
    int packets = recording.length / TsPacket.BYTES;
    int[] anchors = packetsWithPcr(recording);
    if (recording.length % TsPacket.BYTES != 0 || anchors.length == 0) {
      throw new IllegalArgumentException("not a recording of whole packets with a PCR");
    }
    long[] due = new long[packets];
    long fromNanos = 0;
    for (int i = 0; i < anchors.length; i++) {
      boolean last = i == anchors.length - 1;
      int next = last ? anchors[0] + packets : anchors[i + 1];
      long toNanos = last ? nanos(loopTicks) : sinceFirst(recording, anchors[0], next);
      if (toNanos <= fromNanos || toNanos > nanos(loopTicks)) {
        throw new IllegalArgumentException("the PCR of packet " + next % packets + " doesn't fit");
      }
      for (int packet = anchors[i]; packet < next; packet++) {
        long nanos =
            fromNanos + (toNanos - fromNanos) * (packet - anchors[i]) / (next - anchors[i]);
        // What stands before the first PCR belongs to the end of the loop before.
        due[packet % packets] = packet < packets ? nanos : nanos - nanos(loopTicks);
      }
      fromNanos = toNanos;
    }
    long first = due[0];
    Arrays.setAll(due, packet -> due[packet] - first);
    return due;
  }

  /** Nanoseconds of ticks of 90 kHz. */
  public static long nanos(long ticks) {
    return ticks * 100_000 / 9;
  }

  private static long sinceFirst(byte[] recording, int first, int packet) {
    long ticks =
        PcrClock.elapsed(
            PcrClock.read(recording, first * TsPacket.BYTES),
            PcrClock.read(recording, packet * TsPacket.BYTES));
    return ticks * 1000 / 27;
  }

  /** Indices of the packets that carry the PCR of the first PID that has one. */
  private static int[] packetsWithPcr(byte[] recording) {
    int pid = TsPacket.ABSENT;
    int[] found = new int[recording.length / TsPacket.BYTES];
    int count = 0;
    for (int packet = 0; packet < found.length; packet++) {
      int offset = packet * TsPacket.BYTES;
      if (PcrClock.isPresent(recording, offset)
          && (pid == TsPacket.ABSENT || pid == TsPacket.pid(recording, offset))) {
        pid = TsPacket.pid(recording, offset);
        found[count++] = packet;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
