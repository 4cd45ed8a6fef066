package tv.relay.seam;

import java.util.HashMap;
import java.util.Map;

/**
 * Looks at a published stream packet by packet, as a strict player would: counters go on, times
 * never go back, a unit is never of two sources. Reads the headers itself.
 */
final class Audit {
  private final Map<Integer, Integer> counters = new HashMap<>();
  private final Map<Integer, Long> times = new HashMap<>();
  private final Map<Integer, Integer> announcedAt = new HashMap<>();
  final Map<Integer, Integer> starts = new HashMap<>();
  int announcements;
  int number;
  private long clock = -1;

  static Audit of(byte[] stream) {
    Audit audit = new Audit();
    for (byte[] packet : Clip.packets(stream)) {
      audit.packet(packet);
    }
    return audit;
  }

  private void packet(byte[] packet) {
    number++;
    int pid = (packet[1] & 0x1F) << 8 | packet[2] & 0xFF;
    int counter = packet[3] & 15;
    boolean payload = (packet[3] & 0x10) != 0;
    boolean adaptation = (packet[3] & 0x20) != 0 && packet[4] != 0;
    check(packet[0] == 0x47, "sync");
    if (pid == 0x1FFF) {
      return;
    }
    Integer last = counters.get(pid);
    if (last != null) {
      check(counter == (payload ? last + 1 & 15 : last), "counter of " + pid + " after " + last);
    }
    if (payload) {
      counters.put(pid, counter);
    }
    if (adaptation && (packet[5] & 0x80) != 0) {
      announcements++;
      announcedAt.put(pid, number);
    }
    if (adaptation && (packet[5] & 0x10) != 0) {
      long pcr = value(packet, 6);
      check(clock < 0 || isLater(clock, pcr), "PCR " + pcr + " after " + clock);
      clock = pcr;
    }
    boolean start = (packet[1] & 0x40) != 0;
    int at = 4 + ((packet[3] & 0x20) != 0 ? 1 + (packet[4] & 0xFF) : 0);
    if (start && payload && packet[at] == 0 && packet[at + 1] == 0 && packet[at + 2] == 1) {
      starts.merge(pid, 1, Integer::sum);
      int field = (packet[at + 7] & 0x40) != 0 ? at + 14 : at + 9;
      long time = time(packet, field);
      Long before = times.put(pid, time);
      check(
          before == null || isLater(before, time),
          "time of " + pid + ": " + time + " after " + before);
    }
    if (start) {
      announcedAt.remove(pid);
    } else if (payload) {
      check(!announcedAt.containsKey(pid), "no unit starts behind the announcement of " + pid);
    }
  }

  /** Over the wrap of 33 bits. */
  private static boolean isLater(long before, long time) {
    long step = time - before & (1L << 33) - 1;
    return step > 0 && step < 1L << 32;
  }

  private void check(boolean right, String what) {
    if (!right) {
      throw new AssertionError("packet " + number + ": " + what);
    }
  }

  private static long value(byte[] packet, int at) {
    return (packet[at] & 0xFFL) << 25
        | (packet[at + 1] & 0xFFL) << 17
        | (packet[at + 2] & 0xFFL) << 9
        | (packet[at + 3] & 0xFFL) << 1
        | (packet[at + 4] & 0x80L) >> 7;
  }

  private static long time(byte[] packet, int at) {
    return (packet[at] & 0x0EL) << 29
        | (packet[at + 1] & 0xFFL) << 22
        | (packet[at + 2] & 0xFEL) << 14
        | (packet[at + 3] & 0xFFL) << 7
        | (packet[at + 4] & 0xFEL) >> 1;
  }
}
