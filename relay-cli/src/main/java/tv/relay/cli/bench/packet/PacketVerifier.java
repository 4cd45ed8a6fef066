package tv.relay.cli.bench.packet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tv.relay.mpegts.TsPacket;

/**
 * Checks every packet of one stream, however it is cut into pieces. Of any MPEG-TS: that packets
 * follow each other without a byte between, and that counters go on (ISO/IEC 13818-1, 2.4.3.3)
 * unless a break is announced (2.4.3.5). Of the bench's own: that nothing is missing or changed.
 *
 * <p>A stream is taken for the bench's own once a packet with its mark has come; from then on each
 * packet with a payload on that PID has to be whole. Loss is not an error here, it is counted.
 *
 * <p>For one thread. Verifiers of the same thread may share the scratch.
 */
public final class PacketVerifier {
  private static final int COUNTERS = 16;

  private final byte[] scratch;
  private final PacketListener listener;

  /** What a piece ended with: the beginning of a packet, or less than shows where one begins. */
  private final byte[] rest = new byte[2 * TsPacket.BYTES];

  private int restBytes;
  private boolean aligned;
  private boolean begun;

  /** The next counter of each PID, with {@link #ANNOUNCED} for any; 0 where none has come yet. */
  private final byte[] expected = new byte[TsPacket.PIDS];

  private static final byte ANNOUNCED = COUNTERS;
  private static final byte KNOWN = COUNTERS << 1;

  private boolean own;
  private int channel;
  private long nextSequence = TsPacket.ABSENT;

  private long packets;
  private long numbered;
  private long gaps;
  private long lostPackets;
  private long repeats;
  private long continuityErrors;
  private long corrupt;
  private long misaligned;

  /**
   * A verifier for a stream from its first byte.
   *
   * @param scratch for its work, at least 64 KiB are sensible; nothing stays in it between calls
   */
  public PacketVerifier(byte[] scratch, PacketListener listener) {
    if (scratch.length < 4 * TsPacket.BYTES) {
      throw new IllegalArgumentException("a scratch of " + scratch.length + " bytes is too small");
    }
    this.scratch = scratch;
    this.listener = listener;
  }

  /** Takes all that remains of the next piece of the stream, which was read at that time. */
  public void feed(ByteBuffer piece, long nowNanos) {
    while (piece.hasRemaining()) {
      System.arraycopy(rest, 0, scratch, 0, restBytes);
      int taken = Math.min(scratch.length - restBytes, piece.remaining());
      piece.get(scratch, restBytes, taken);
      int end = restBytes + taken;
      int at = check(end, nowNanos);
      restBytes = end - at;
      System.arraycopy(scratch, at, rest, 0, restBytes);
    }
  }

  /** Whether the bench's source has made the stream. */
  public boolean isOwn() {
    return own;
  }

  public Tally tally() {
    return new Tally(
        packets, numbered, gaps, lostPackets, repeats, continuityErrors, corrupt, misaligned);
  }

  /** Returns up to where it was read. */
  private int check(int end, long nowNanos) {
    int at = 0;
    while (true) {
      if (!aligned) {
        at = seek(at, end);
      }
      if (!aligned || end - at < TsPacket.BYTES) {
        return at;
      }
      if (scratch[at] == TsPacket.SYNC) {
        packet(at, nowNanos);
        at += TsPacket.BYTES;
      } else {
        aligned = false;
        misaligned++;
      }
    }
  }

  /** Two sync bytes a packet apart: one alone may be any byte. */
  private int seek(int from, int end) {
    for (int at = from; at + TsPacket.BYTES < end; at++) {
      if (scratch[at] == TsPacket.SYNC && scratch[at + TsPacket.BYTES] == TsPacket.SYNC) {
        aligned = true;
        begun = true;
        return at;
      }
      if (!begun) {
        // Noted here, since the next piece begins at 0 again.
        begun = true;
        misaligned++;
      }
    }
    return Math.max(from, end - TsPacket.BYTES);
  }

  private void packet(int at, long nowNanos) {
    packets++;
    int pid = TsPacket.pid(scratch, at);
    if (pid == TsPacket.NULL_PID) {
      return;
    }
    continuity(pid, at);
    if (TsPacket.randomAccess(scratch, at)) {
      listener.accessPoint(nowNanos);
    }
    if (TsPacket.hasPayload(scratch, at) && (own ? pid == NumberedPacket.PID : marked(pid, at))) {
      own(at, nowNanos);
    }
  }

  private boolean marked(int pid, int at) {
    own = pid == NumberedPacket.PID && NumberedPacket.isMarked(scratch, at);
    return own;
  }

  private void continuity(int pid, int at) {
    int before = expected[pid];
    boolean announced =
        TsPacket.discontinuity(scratch, at) || (before & ANNOUNCED) != 0 || before == 0;
    if (!TsPacket.hasPayload(scratch, at)) {
      // Doesn't count up, but what it announces holds for the next that does.
      expected[pid] = (byte) (announced && before != 0 ? before | ANNOUNCED : before);
      return;
    }
    int counter = TsPacket.continuityCounter(scratch, at);
    if (!announced && counter != (before & (COUNTERS - 1))) {
      continuityErrors++;
    }
    expected[pid] = (byte) (KNOWN | ((counter + 1) & (COUNTERS - 1)));
  }

  private void own(int at, long nowNanos) {
    if (!NumberedPacket.isWhole(scratch, at)) {
      corrupt++;
      return;
    }
    numbered++;
    long sequence = NumberedPacket.sequence(scratch, at);
    if (nextSequence == TsPacket.ABSENT) {
      channel = NumberedPacket.channel(scratch, at);
    } else if (NumberedPacket.channel(scratch, at) != channel) {
      // A packet of somebody else's channel is worse than a broken one.
      corrupt++;
      return;
    } else if (sequence > nextSequence) {
      gaps++;
      lostPackets += sequence - nextSequence;
    } else if (sequence < nextSequence) {
      repeats++;
    }
    nextSequence = sequence + 1;
    listener.numbered(nowNanos - NumberedPacket.nanos(scratch, at));
  }

  /** Begins anew: what comes next is another stream, such as after a change of channel. */
  public void startOver() {
    restBytes = 0;
    aligned = false;
    begun = false;
    own = false;
    nextSequence = TsPacket.ABSENT;
    Arrays.fill(expected, (byte) 0);
  }
}
