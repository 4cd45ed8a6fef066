package tv.relay.cli.zoo;

import tv.relay.cli.demo.PcrSchedule;
import tv.relay.mpegts.LoopRestamper;
import tv.relay.mpegts.TsPacket;

/**
 * A recording that can be played over and over without a seam.
 *
 * @param packets whole packets of 188 bytes
 * @param loopTicks its length in ticks of 90 kHz
 * @param dueNanos when each packet is due, from the beginning
 * @param packetDistanceBytes how far apart packets are to be sent
 */
record Clip(byte[] packets, long loopTicks, long[] dueNanos, int packetDistanceBytes) {

  static Clip of(byte[] packets, long loopTicks, int packetDistanceBytes) {
    return new Clip(
        packets, loopTicks, PcrSchedule.dueNanos(packets, loopTicks), packetDistanceBytes);
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
