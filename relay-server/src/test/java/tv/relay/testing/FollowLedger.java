package tv.relay.testing;

import java.util.HashMap;
import java.util.Map;

/** Whether packets follow one another as a player wants it. Guarded by its verifier. */
final class FollowLedger {
  private final Map<Integer, Integer> counters = new HashMap<>();
  private final Map<Integer, Boolean> announced = new HashMap<>();
  private final Map<Integer, Long> clocks = new HashMap<>();
  private final Map<Integer, Long> times = new HashMap<>();
  long unannouncedBreaks;
  long timesBackward;
  long otherPids;

  void packet(byte[] bytes, int offset) {
    int pid = PacketLayout.pid(bytes, offset);
    if (pid == PacketLayout.NULL_PID) {
      return;
    }
    boolean flags = PacketLayout.hasAdaptationField(bytes, offset) && bytes[offset + 4] != 0;
    if (flags && (bytes[offset + 5] & 0x80) != 0) {
      announced.put(pid, true);
    }
    if (!PacketLayout.hasPayload(bytes, offset)) {
      return;
    }
    int counter = bytes[offset + 3] & 0x0f;
    Integer last = counters.put(pid, counter);
    boolean excused = Boolean.TRUE.equals(announced.remove(pid));
    if (last != null && counter != (last + 1 & 0x0f) && !excused) {
      unannouncedBreaks++;
    }
    otherPids += pid == PacketLayout.OTHER_VIDEO_PID ? 1 : 0;
    boolean video = pid == PacketLayout.VIDEO_PID || pid == PacketLayout.OTHER_VIDEO_PID;
    if (video && PacketLayout.startsPayloadUnit(bytes, offset)) {
      later(clocks, pid, value(bytes, offset + PacketLayout.PCR, 4));
      later(times, pid, value(bytes, offset + PacketLayout.PTS, PacketLayout.PTS_BYTES));
    }
  }

  private void later(Map<Integer, Long> latest, int pid, long value) {
    Long last = latest.put(pid, value);
    if (last != null && value <= last) {
      timesBackward++;
    }
  }

  /** Big-endian, which orders times as they are; the tests don't reach their wrap. */
  private static long value(byte[] bytes, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }
}
