package tv.relay.testing;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The packets that were harmed on their way to the relay, each as a whole: a packet that a client
 * gets in just this form is the one that the relay got, and no mixture of two. What a relay may
 * write itself, PID, counter, PCR, PTS and DTS, is left out of the comparison.
 *
 * <p>Safe for use by any thread. Grows with what is harmed.
 */
public final class HarmLedger {

  /** PCR, PES header with PTS and DTS end before it, in each packet of a numbered stream. */
  private static final int HEADERS_END = 32;

  private static final int TS_HEADER_END = 4;
  private static final int PCR_START = 6;
  private static final int PCR_END = 12;

  private final Set<Long> prints = ConcurrentHashMap.newKeySet();

  /** Notes a packet in the form that it goes on in. */
  public void add(byte[] bytes, int offset) {
    prints.add(print(bytes, offset));
  }

  public boolean contains(byte[] bytes, int offset) {
    return prints.contains(print(bytes, offset));
  }

  /** How many different ones there are. */
  public int size() {
    return prints.size();
  }

  private static long print(byte[] bytes, int offset) {
    // Tables end in stuffing, by which no two could be told apart.
    boolean stuffed =
        bytes[offset + HEADERS_END] == (byte) 0xff
            && bytes[offset + PacketLayout.PACKET_BYTES - 1] == (byte) 0xff;
    byte[] packet = Arrays.copyOfRange(bytes, offset, offset + PacketLayout.PACKET_BYTES);
    if (stuffed && seemsToHavePcr(packet)) {
      Arrays.fill(packet, PCR_START, PCR_END, (byte) 0);
    }
    int from = stuffed ? TS_HEADER_END : HEADERS_END;
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(packet, from, packet.length - from);
    other.update(packet, from, packet.length - from);
    return one.getValue() << 32 | other.getValue();
  }

  /** As a table can whose header was harmed; a relay then moves that clock with the others. */
  private static boolean seemsToHavePcr(byte[] packet) {
    boolean adaptation = (packet[3] & 0x20) != 0;
    return adaptation && (packet[4] & 0xff) > PCR_END - PCR_START && (packet[5] & 0x10) != 0;
  }
}
