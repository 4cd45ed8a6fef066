package tv.relay.seam;

import java.util.Arrays;
import tv.relay.index.Role;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

/**
 * Finds out whether the packets of a new connection are ones that have been published, and where
 * they go beyond them.
 *
 * <p>A packet with a time of its own that is in the ring, byte for byte, says where to look; as
 * many equal ones around it as {@link #EVIDENCE} says make it certain. From there on the two are
 * compared packet by packet. Null packets and tables may differ in number and place, and prove
 * nothing. The reader's thread.
 */
final class Overlap {
  /** Equal packets that count, one of them with a time. */
  static final int EVIDENCE = 4;

  private static final long NOWHERE = -1;

  enum Verdict {
    /** It is not known to have been published. */
    UNKNOWN,
    /** It has been. */
    REPEATED,
    /** It was the last one that has been. */
    LAST,
    /** Those before it have been: it is the first that has not. */
    NEW
  }

  private final StreamIndex index;
  private final Trail trail;

  /** What was done to the packets of the connection before; null when nothing. */
  private final Mapping mapping;

  private final byte[] form = new byte[TsPacket.BYTES];
  private long next = NOWHERE;
  private int equal;

  /** Packets with a time that were looked for since the last that is like one in the ring. */
  private int strangers;

  Overlap(StreamIndex index, Trail trail, Mapping mapping) {
    this.index = index;
    this.trail = trail;
    this.mapping = mapping;
  }

  /** Whether it is certain that packets are repeated. */
  boolean isCertain() {
    return next != NOWHERE && equal >= EVIDENCE;
  }

  /** How many packets with a time came since the last that is like one in the ring. */
  int strangers() {
    return strangers;
  }

  /**
   * About the connection's next packet.
   *
   * @param window what came before it
   */
  Verdict take(byte[] packets, int at, Window window) {
    if (next == NOWHERE) {
      return seek(packets, at, window);
    }
    boolean isNull = TsPacket.pid(packets, at) == TsPacket.NULL_PID;
    while (next < trail.head()) {
      byte[] there = trail.load(next);
      if (isSame(packets, at, there)) {
        next++;
        equal += proves(there) ? 1 : 0;
        return arrived();
      }
      if (isNull) {
        return Verdict.REPEATED;
      }
      // Before the tables, since one that is new must not pass for one that is only misplaced.
      if (!isStuffing(there)) {
        if (isTable(packets, at)) {
          return Verdict.REPEATED;
        }
        if (proves(there)) {
          next = NOWHERE;
          return seek(packets, at, window);
        }
      }
      next++;
    }
    return equal >= EVIDENCE ? Verdict.NEW : lost();
  }

  private Verdict seek(byte[] packets, int at, Window window) {
    if (!Trail.isTimed(packets, at) || !form(packets, at)) {
      return Verdict.UNKNOWN;
    }
    byte[] wanted = form.clone();
    long found = trail.find(wanted, trail.head());
    while (found >= 0) {
      equal = 1 + equalBefore(found, window);
      next = found + 1;
      if (next < trail.head() || equal >= EVIDENCE) {
        strangers = 0;
        return arrived();
      }
      found = trail.find(wanted, found);
    }
    strangers = trail.hasLike(wanted) ? 0 : strangers + 1;
    next = NOWHERE;
    return Verdict.UNKNOWN;
  }

  /** How many packets that count are equal before the two, up to what is enough. */
  private int equalBefore(long found, Window window) {
    int count = 0;
    long number = window.end() - 1;
    long sequence = found - 1;
    while (count < EVIDENCE && number >= window.first() && sequence >= trail.first()) {
      byte[] there = trail.load(sequence);
      if (isSame(window.bytes(), window.at(number), there)) {
        count += proves(there) ? 1 : 0;
        number--;
        sequence--;
      } else if (isFiller(window.bytes(), window.at(number))) {
        number--;
      } else if (!proves(there)) {
        sequence--;
      } else {
        break;
      }
    }
    return count;
  }

  private Verdict arrived() {
    if (next < trail.head()) {
      return Verdict.REPEATED;
    }
    return equal >= EVIDENCE ? Verdict.LAST : lost();
  }

  private Verdict lost() {
    next = NOWHERE;
    return Verdict.UNKNOWN;
  }

  private boolean isSame(byte[] packets, int at, byte[] there) {
    if (mapping != null && mapping.isTable(TsPacket.pid(packets, at))) {
      // Written anew, with counters of their own.
      return mapping.pid(TsPacket.pid(packets, at)) == TsPacket.pid(there, 0)
          && TsPacket.payloadUnitStart(packets, at) == TsPacket.payloadUnitStart(there, 0);
    }
    return form(packets, at) && Arrays.equals(form, there);
  }

  /** As it would have been published before the seam; false when it would not have been. */
  private boolean form(byte[] packets, int at) {
    if (mapping != null) {
      return mapping.form(packets, at, form);
    }
    System.arraycopy(packets, at, form, 0, TsPacket.BYTES);
    return true;
  }

  /** Of the new connection: a packet that need not have been published. */
  private boolean isFiller(byte[] packets, int at) {
    return TsPacket.pid(packets, at) == TsPacket.NULL_PID || isTable(packets, at);
  }

  /** A table, or what is never published. */
  private boolean isTable(byte[] packets, int at) {
    int pid = TsPacket.pid(packets, at);
    return mapping == null
        ? index.isTable(pid)
        : mapping.isTable(pid) || mapping.pid(pid) == PidMap.NONE;
  }

  /** Of what was published: neither stuffing nor a table. */
  private boolean proves(byte[] there) {
    return !isStuffing(there) && index.programme().role(TsPacket.pid(there, 0)) != Role.TABLE;
  }

  /** Of what was published: a null packet, or one of our own. */
  private static boolean isStuffing(byte[] there) {
    boolean own =
        !TsPacket.hasPayload(there, 0)
            && TsPacket.discontinuity(there, 0)
            && !PcrClock.isPresent(there, 0);
    return own || TsPacket.pid(there, 0) == TsPacket.NULL_PID;
  }
}
