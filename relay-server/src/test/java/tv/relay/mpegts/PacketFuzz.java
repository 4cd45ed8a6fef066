package tv.relay.mpegts;

import java.util.Arrays;

/** Headers, times and clocks of any 188 bytes: no exception, and what is written can be read. */
public final class PacketFuzz {
  private static final int OFFSET = TsPacket.BYTES;

  private PacketFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    byte[] room = new byte[3 * TsPacket.BYTES];
    System.arraycopy(data, 0, room, OFFSET, Math.min(data.length, TsPacket.BYTES));
    byte[] before = room.clone();
    read(room);
    check(Arrays.equals(before, room), "reading changed a packet");
    if (Timestamps.pts(room, OFFSET) != TsPacket.ABSENT) {
      long pts = Timestamps.pts(room, OFFSET);
      check(Timestamps.shift(room, OFFSET, 12_345), "a PTS could not be moved");
      long moved = (pts + 12_345) % Timestamps.MODULUS;
      check(Timestamps.pts(room, OFFSET) == moved, "a PTS was moved elsewhere");
    }
    if (PcrClock.isPresent(room, OFFSET)) {
      check(PcrClock.write(room, OFFSET, 27_000_123), "a PCR could not be written");
      check(PcrClock.read(room, OFFSET) == 27_000_123, "a PCR was written otherwise");
    }
    check(Arrays.equals(before, 0, OFFSET, room, 0, OFFSET), "wrote before the packet");
    int end = OFFSET + TsPacket.BYTES;
    check(Arrays.equals(before, end, room.length, room, end, room.length), "wrote behind it");
  }

  private static void read(byte[] room) {
    int payload = TsPacket.payloadOffset(room, OFFSET);
    boolean inside = payload > OFFSET && payload < OFFSET + TsPacket.BYTES;
    check(payload == TsPacket.ABSENT || inside, "the payload is elsewhere");
    Timestamps.pts(room, OFFSET);
    Timestamps.dts(room, OFFSET);
    TsPacket.randomAccess(room, OFFSET);
    TsPacket.discontinuity(room, OFFSET);
    long pcr = PcrClock.read(room, OFFSET);
    check(pcr >= TsPacket.ABSENT && pcr < PcrClock.MODULUS, "the clock is out of range");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
