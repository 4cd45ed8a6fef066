package tv.relay.cli.zoo;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * The pictures of a stream that has 25 in a second, by their times.
 *
 * @param count how many there are
 * @param span how many there would be from the first to the last
 * @param holes stretches of them that are missing
 * @param timesBackward how often a decoding time, of any PID, is earlier than the one before
 */
record Pictures(int count, int span, int holes, int timesBackward) {
  private static final int VIDEO_PID = 0x100;
  private static final int TICKS = 3_600;

  /** Before a cut some pictures may be missing between those that are decoded sooner. */
  private static final int SAME_HOLE_TICKS = 8 * TICKS;

  static Pictures of(byte[] packets) {
    TreeSet<Long> times = new TreeSet<>();
    Map<Integer, Long> last = new HashMap<>();
    int backward = 0;
    for (int at = 0; at < packets.length; at += TsPacket.BYTES) {
      long pts = Timestamps.pts(packets, at);
      long dts = Timestamps.dts(packets, at);
      if (pts == TsPacket.ABSENT) {
        continue;
      }
      long time = dts == TsPacket.ABSENT ? pts : dts;
      Long before = last.put(TsPacket.pid(packets, at), time);
      backward += before != null && Timestamps.difference(before, time) < 0 ? 1 : 0;
      if (TsPacket.pid(packets, at) == VIDEO_PID) {
        times.add(pts);
      }
    }
    // What is decoded later may be shown between what is there.
    times.tailSet(last.get(VIDEO_PID), false).clear();
    int holes = 0;
    long previous = times.first();
    long hole = times.first() - 2 * SAME_HOLE_TICKS;
    for (long time : times) {
      if (time - previous > TICKS) {
        holes += previous - hole > SAME_HOLE_TICKS ? 1 : 0;
        hole = time;
      }
      previous = time;
    }
    int span = (int) ((times.last() - times.first()) / TICKS) + 1;
    return new Pictures(times.size(), span, holes, backward);
  }

  int missing() {
    return span - count;
  }
}
