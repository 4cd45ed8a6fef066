package tv.relay.index;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.Tables;

/**
 * The index as a whole. What is fuzzed is a plan: which PID gets what next, be it a table whose
 * checksum is right or a packet as it is, so that the tables are got past.
 */
public final class StreamIndexFuzz {
  private static final int[] PIDS = {0, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, TsPacket.NULL_PID};
  private static final int[] TYPES = {0x1B, 0x24, 0x02, 0x0F, 0x03, 0x06, 0x10, 0xFF};
  private static final int MAX_TABLE_PACKETS = 17 * 16 * 6;

  private StreamIndexFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    StreamIndex index = new StreamIndex(64);
    byte[] counters = new byte[TsPacket.PIDS];
    long sequence = 0;
    long nowNanos = 0;
    int at = 0;
    while (at + 4 <= data.length) {
      int what = data[at] & 0xFF;
      int pid = data[at + 1] < 0 ? data[at + 2] & 0xFF : PIDS[data[at + 2] & 7];
      int length = Math.min(data[at + 3] & 0xFF, data.length - at - 4);
      byte[] content = Arrays.copyOfRange(data, at + 4, at + 4 + length);
      at += 4 + length;
      nowNanos += TimeUnit.MILLISECONDS.toNanos(10L * (what >> 3));
      switch (what & 7) {
        case 0, 2, 3 -> {
          for (byte[] packet : table(pid, what, counters[pid], content)) {
            counters[pid]++;
            index.packets(packet, 0, packet.length, sequence++, nowNanos);
          }
        }
        case 1 -> index.connectionChanged();
        default -> {
          byte[] packet = packet(what, pid, counters[pid]++, content);
          index.packets(packet, 0, packet.length, sequence++, nowNanos);
        }
      }
      check(index);
    }
  }

  /** On the PID of the PAT it is one, elsewhere a PMT: of any content, or one that makes sense. */
  private static Iterable<byte[]> table(int pid, int what, int counter, byte[] content) {
    int version = what >> 3 & 3;
    int number = what >> 5 & 3;
    byte[] section;
    if ((what & 7) == 0) {
      section = Tables.section(pid == 0 ? 0x00 : 0x02, number, version, content);
    } else if (pid == 0) {
      section = Tables.pat(1, version, pairs(content, 3, false));
    } else {
      section = Tables.pmt(number, version, PIDS[what & 7], pairs(content, 7, true), 0);
    }
    return Tables.packets(pid, counter, section);
  }

  /** Programmes and their PIDs, or PIDs and their types, of few kinds so that they meet again. */
  private static Map<Integer, Integer> pairs(byte[] content, int most, boolean streams) {
    Map<Integer, Integer> pairs = new LinkedHashMap<>();
    for (int i = 0; i + 1 < content.length && pairs.size() < most; i += 2) {
      int key = content[i] & most;
      int value = content[i + 1] & 7;
      pairs.put(streams ? PIDS[key] : key, streams ? TYPES[value] : PIDS[value]);
    }
    return pairs;
  }

  private static byte[] packet(int what, int pid, int counter, byte[] content) {
    byte[] packet = new byte[TsPacket.BYTES];
    packet[0] = TsPacket.SYNC;
    packet[1] = (byte) ((what & 2) << 5 | pid >> 8);
    packet[2] = (byte) pid;
    packet[3] = (byte) ((what & 4) << 3 | 0x10 | counter & 0x0F);
    System.arraycopy(content, 0, packet, 4, Math.min(content.length, TsPacket.BYTES - 4));
    return packet;
  }

  private static void check(StreamIndex index) {
    index.health();
    int packets = index.programme().tables().stream().mapToInt(Table::packets).sum();
    AccessPoint newest = index.points().newest();
    boolean bounded =
        packets <= MAX_TABLE_PACKETS
            && index.programme().maps().size() <= 16
            && (newest == null || newest.pids().length <= PidLedger.MAX_PIDS);
    if (!bounded) {
      throw new IllegalStateException("too much is kept of " + packets + " packets of tables");
    }
    for (Table table : index.programme().tables()) {
      table.copy(table.packets() - 1, 15, new byte[TsPacket.BYTES]);
    }
  }
}
