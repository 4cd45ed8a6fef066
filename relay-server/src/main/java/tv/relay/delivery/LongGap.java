package tv.relay.delivery;

import java.nio.ByteBuffer;
import tv.relay.index.AccessPoint;
import tv.relay.index.Role;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * Keeps sound behind pictures over a long gap. A player that closes such a gap, as ffmpeg does
 * beyond 10 s, takes its length from the stream that comes out of it first, and moves all by that.
 * Where the sound's own gap is shorter, be it by one frame, it would go back in time; where the
 * sound comes out first, the last pictures from before the gap would. So the sound waits for some
 * pictures, and for a unit that has as long a gap as they have. On the subscriber's I/O thread.
 */
final class LongGap {
  /** Shorter ones nobody closes; with some room for streams that are not quite in step. */
  private static final long LONG_TICKS = 19 * Timestamps.TICKS_PER_SECOND / 2;

  /** A stream that is further behind doesn't go by the pictures' clock. */
  private static final long IN_STEP_TICKS = Timestamps.TICKS_PER_SECOND;

  /** A picture comes out of a player's parser when the next but one begins; two may be fields. */
  private static final int PICTURES_FIRST = 4;

  private final AccessPoint point;
  private final PidTable pids;
  private long gapTicks = TsPacket.ABSENT;
  private int pictures;
  private long latestPicture = TsPacket.ABSENT;

  LongGap(AccessPoint point, PidTable pids) {
    this.point = point;
    this.pids = pids;
  }

  /** The main PID's packet with that number is sent; may be said twice. */
  void sent(ByteBuffer view, int at, long sequence) {
    if (sequence <= latestPicture || !RingPacket.payloadUnitStart(view, at)) {
      return;
    }
    latestPicture = sequence;
    pictures++;
    if (sequence == point.sequence() && point.programme().hasVideo()) {
      gapTicks = gapTicks(view, at, point.programme().mainPid());
    }
  }

  /** Whether the unit that starts here is left out, since it comes too early. */
  boolean holdsBack(ByteBuffer view, int at, int pid) {
    Role role = point.programme().role(pid);
    if (gapTicks < LONG_TICKS || (role != Role.ELEMENTARY && role != Role.MPEG_AUDIO)) {
      return false;
    }
    long own = gapTicks(view, at, pid);
    boolean inStep = own != TsPacket.ABSENT && Math.abs(own - gapTicks) < IN_STEP_TICKS;
    return inStep && (own < gapTicks || pictures < PICTURES_FIRST);
  }

  /** From the first unit that the client has not got to the one at hand, or ABSENT. */
  private long gapTicks(ByteBuffer view, int at, int pid) {
    long time = RingPacket.time(view, at);
    long from = pids.gapTime(pid);
    boolean known = time != TsPacket.ABSENT && from != TsPacket.ABSENT;
    return known ? Math.floorMod(time - from, Timestamps.MODULUS) : TsPacket.ABSENT;
  }
}
