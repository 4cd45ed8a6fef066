package tv.relay.mpegts;

import java.util.List;

/**
 * Writes packets of PIDs that carry sections (ISO/IEC 13818-1, 2.4.4). Pure functions: no state,
 * any thread.
 */
public final class SectionPackets {

  private SectionPackets() {}

  /**
   * Whole sections as packets: each begins in a packet of its own, behind a pointer_field of 0
   * (2.4.4.2), and its last packet is filled up with 0xFF. Counters go on from 0.
   */
  public static byte[] write(int pid, List<byte[]> sections) {
    int count = sections.stream().mapToInt(section -> packets(section.length)).sum();
    byte[] packets = new byte[count * TsPacket.BYTES];
    int written = 0;
    for (byte[] section : sections) {
      int taken = 0;
      for (int i = packets(section.length); i > 0; i--) {
        int offset = written * TsPacket.BYTES;
        boolean first = taken == 0;
        FreshPacket.write(packets, offset, pid, first, FreshPacket.PAYLOAD, written);
        int at = offset + FreshPacket.HEADER_BYTES;
        if (first) {
          packets[at++] = 0;
        }
        int length = Math.min(section.length - taken, offset + TsPacket.BYTES - at);
        System.arraycopy(section, taken, packets, at, length);
        taken += length;
        written++;
      }
    }
    return packets;
  }

  /**
   * One packet that counts up and says nothing: stuffing bytes only (2.4.4.1). No section begins in
   * it, so it has neither start indicator nor pointer_field (2.4.3.3); with them VLC logs "PSI
   * section too long" at each. It ends a section that is incomplete: to be written after a whole
   * one only.
   */
  public static void stuffing(byte[] target, int offset, int pid, int counter) {
    FreshPacket.write(target, offset, pid, false, FreshPacket.PAYLOAD, counter);
  }

  /** Packets that a section takes with the pointer_field before it. */
  private static int packets(int sectionBytes) {
    return (sectionBytes + FreshPacket.PAYLOAD_BYTES) / FreshPacket.PAYLOAD_BYTES;
  }
}
