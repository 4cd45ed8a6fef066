package tv.relay.cli.zoo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tv.relay.cli.demo.PcrSchedule;
import tv.relay.mpegts.LoopRestamper;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * A recording that can be played over and over without a seam.
 *
 * @param packets whole packets of 188 bytes
 * @param loopTicks its length in ticks of 90 kHz
 * @param dueNanos when each packet is due, from the beginning
 * @param accessPoints of each PID the times (PTS) of its random access points in the first loop,
 *     found before any indicator was taken away
 * @param packetDistanceBytes how far apart packets are to be sent
 */
record Clip(
    byte[] packets,
    long loopTicks,
    long[] dueNanos,
    Map<Integer, Set<Long>> accessPoints,
    int packetDistanceBytes) {

  /** Of packets with all indicators; taken away unless the animal is to be marked. */
  static Clip of(byte[] packets, long loopTicks, boolean marked, int packetDistanceBytes) {
    return new Clip(
        marked ? packets : Surgery.withoutRandomAccessIndicator(packets),
        loopTicks,
        PcrSchedule.dueNanos(packets, loopTicks),
        accessPoints(packets, loopTicks),
        packetDistanceBytes);
  }

  private static Map<Integer, Set<Long>> accessPoints(byte[] packets, long loopTicks) {
    Map<Integer, Set<Long>> points = new HashMap<>();
    for (int at = 0; at < packets.length; at += TsPacket.BYTES) {
      long time = Timestamps.pts(packets, at);
      if (TsPacket.randomAccess(packets, at) && time != TsPacket.ABSENT) {
        points
            .computeIfAbsent(TsPacket.pid(packets, at), pid -> new HashSet<>())
            .add(time % loopTicks);
      }
    }
    return points;
  }

  /** Whether the packet, of any loop, begins a random access point. */
  boolean isAccessPoint(byte[] packet, int at) {
    long time = Timestamps.pts(packet, at);
    return time != TsPacket.ABSENT
        && accessPoints.getOrDefault(TsPacket.pid(packet, at), Set.of()).contains(time % loopTicks);
  }

  long loopNanos() {
    return PcrSchedule.nanos(loopTicks);
  }

  /** Of its packets, over the whole loop. */
  long bytesPerSecond() {
    return packets.length * 1_000_000_000L / loopNanos();
  }

  /** So many loops one after the other. */
  byte[] looped(int times) {
    byte[] all = new byte[packets.length * times];
    LoopRestamper restamper = new LoopRestamper(loopTicks);
    for (int at = 0; at < all.length; at += TsPacket.BYTES) {
      if (at > 0 && at % packets.length == 0) {
        restamper.startNextLoop();
      }
      System.arraycopy(packets, at % packets.length, all, at, TsPacket.BYTES);
      restamper.restamp(all, at);
    }
    return all;
  }
}
