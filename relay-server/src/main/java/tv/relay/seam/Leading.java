package tv.relay.seam;

import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * Leaves out the pictures behind an access point that are shown before it: they refer to what came
 * before, and that was of another connection. The reader's thread.
 */
final class Leading {
  /** Times further apart belong to different clocks. */
  private static final long SAME_CLOCK_TICKS = 2 * Timestamps.TICKS_PER_SECOND;

  private final long entryPts;

  /** The access point itself has not come yet. */
  private boolean before = true;

  /** Such pictures may still come. */
  private boolean expected;

  private boolean leavingOut;

  Leading(boolean hasVideo, long entryPts) {
    this.entryPts = entryPts;
    this.expected = hasVideo && entryPts != TsPacket.ABSENT;
  }

  /** Whether this packet of the main PID is to be left out; to be asked for each, in order. */
  boolean leavesOut(byte[] packets, int at) {
    if (expected && TsPacket.payloadUnitStart(packets, at)) {
      if (before) {
        before = false;
      } else {
        look(packets, at);
      }
    }
    return leavingOut;
  }

  private void look(byte[] packets, int at) {
    long pts = Timestamps.pts(packets, at);
    long dts = Timestamps.dts(packets, at);
    leavingOut = pts == TsPacket.ABSENT ? leavingOut : isEarly(pts);
    // Nothing is shown before it is decoded: from here on all is shown after the access point.
    expected = leavingOut || (pts != TsPacket.ABSENT && dts != TsPacket.ABSENT && isEarly(dts));
  }

  private boolean isEarly(long time) {
    long early = Timestamps.difference(time, entryPts);
    return early > 0 && early < SAME_CLOCK_TICKS;
  }
}
