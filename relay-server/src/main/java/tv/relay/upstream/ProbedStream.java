package tv.relay.upstream;

import tv.relay.index.StreamIndex;
import tv.relay.mpegts.PacketSink;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

/** Takes packets into an index and measures how fast they are by their own clock. One thread. */
final class ProbedStream implements PacketSink {
  private final StreamIndex index = new StreamIndex(Long.MAX_VALUE);
  private long packets;
  private int clockPid = TsPacket.ABSENT;
  private long latestPcr;
  private long clockTicks;
  private long packetsAtFirstPcr;
  private long packetsAtLatestPcr;

  @Override
  public void packets(byte[] buffer, int offset, int length) {
    index.packets(buffer, offset, length, packets, System.nanoTime());
    for (int at = offset; at < offset + length; at += TsPacket.BYTES) {
      if (PcrClock.isPresent(buffer, at)) {
        clock(TsPacket.pid(buffer, at), PcrClock.read(buffer, at));
      }
      packets++;
    }
  }

  private void clock(int pid, long pcr) {
    if (clockPid == TsPacket.ABSENT) {
      clockPid = pid;
      latestPcr = pcr;
      packetsAtFirstPcr = packets;
    }
    if (pid == clockPid) {
      long step = PcrClock.elapsed(latestPcr, pcr);
      // A jump of the clock says nothing about how much time went by.
      if (step < PcrClock.TICKS_PER_SECOND) {
        clockTicks += step;
      }
      latestPcr = pcr;
      packetsAtLatestPcr = packets;
    }
  }

  StreamIndex index() {
    return index;
  }

  /** Bits per second by the stream's clock; 0 when it has none. */
  long bitrateBps() {
    long bits = (packetsAtLatestPcr - packetsAtFirstPcr) * TsPacket.BYTES * 8;
    return clockTicks == 0 ? 0 : bits * PcrClock.TICKS_PER_SECOND / clockTicks;
  }
}
