package tv.relay.index;

import tv.relay.mpegts.TsPacket;

/** The sections in force on the PID of the PAT or of a PMT, in packets of our own. Immutable. */
public final class Table {
  private final int pid;
  private final byte[] packets;

  Table(int pid, byte[] packets) {
    this.pid = pid;
    this.packets = packets;
  }

  public int pid() {
    return pid;
  }

  /** How many packets it takes. */
  public int packets() {
    return packets.length / TsPacket.BYTES;
  }

  /** Writes one of its packets to the beginning of {@code target}, with that counter. */
  public void copy(int index, int counter, byte[] target) {
    System.arraycopy(packets, index * TsPacket.BYTES, target, 0, TsPacket.BYTES);
    TsPacket.setContinuityCounter(target, 0, counter);
  }
}
