package tv.relay.cli.zoo;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tv.relay.mpegts.TsPacket;

/**
 * What a client has got, from its first byte.
 *
 * @param bytes whole packets
 */
record Capture(byte[] bytes) {

  /** Packets whose counter doesn't go on, by PID. */
  record Breaks(Map<Integer, Integer> announced, Map<Integer, Integer> unannounced) {

    int unannouncedInAll() {
      return unannounced.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Leaves out a packet that the end of reading has cut. */
  static Capture of(byte[] received) {
    return new Capture(Arrays.copyOf(received, received.length - received.length % TsPacket.BYTES));
  }

  /** Where in the bytes the first packet without a sync byte is, or ABSENT. */
  int misalignedAt() {
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      if (bytes[at] != TsPacket.SYNC) {
        return at;
      }
    }
    return TsPacket.ABSENT;
  }

  /** Without the unit that each PID has not finished, so that its end is no error. */
  Capture upToWholeUnits() {
    Map<Integer, Integer> lastStarts = new HashMap<>();
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      if (TsPacket.payloadUnitStart(bytes, at)) {
        lastStarts.put(TsPacket.pid(bytes, at), at);
      }
    }
    byte[] whole = new byte[bytes.length];
    int length = 0;
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      if (at < lastStarts.getOrDefault(TsPacket.pid(bytes, at), 0)) {
        System.arraycopy(bytes, at, whole, length, TsPacket.BYTES);
        length += TsPacket.BYTES;
      }
    }
    return new Capture(Arrays.copyOf(whole, length));
  }

  /** By the rule that ffmpeg goes by, which takes a packet that comes twice for a break too. */
  Breaks breaks() {
    Map<Integer, Integer> counters = new HashMap<>();
    Map<Integer, Integer> announced = new TreeMap<>();
    Map<Integer, Integer> unannounced = new TreeMap<>();
    for (int at = 0; at < bytes.length; at += TsPacket.BYTES) {
      int pid = TsPacket.pid(bytes, at);
      int counter = TsPacket.continuityCounter(bytes, at);
      Integer last = counters.put(pid, counter);
      if (last == null || pid == TsPacket.NULL_PID) {
        continue;
      }
      int expected = TsPacket.hasPayload(bytes, at) ? last + 1 & 0x0F : last;
      if (counter != expected) {
        (TsPacket.discontinuity(bytes, at) ? announced : unannounced).merge(pid, 1, Integer::sum);
      }
    }
    return new Breaks(announced, unannounced);
  }
}
