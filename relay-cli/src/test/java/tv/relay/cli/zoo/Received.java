package tv.relay.cli.zoo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tv.relay.mpegts.TsPacket;

/**
 * What a client got, held against the stream that its source has sent: which of its packets came
 * through, and which are missing. A check of the relay's own account that knows nothing of it.
 *
 * @param first number of the source's packet that came first
 * @param last number of the one that came last
 * @param missingPackets of those between
 * @param holes stretches in the middle of which pictures are missing: one for each skip, where no
 *     leading pictures are left out
 * @param missingNanos the length of these stretches together
 * @param insertedPackets that are not the source's
 */
record Received(
    long first, long last, long missingPackets, int holes, long missingNanos, int insertedPackets) {

  /** The stream of an endless clip, as long as it has been asked about. */
  static final class Source {
    private final Clip clip;
    private final byte[] packets;
    private final Map<ByteBuffer, int[]> numbers = new HashMap<>();

    Source(Clip clip, int loops) {
      this.clip = clip;
      this.packets = clip.looped(loops);
      for (int number = 0; number < packets.length / TsPacket.BYTES; number++) {
        if (isElementary(packets, number * TsPacket.BYTES)) {
          int last = number;
          numbers.merge(
              packet(packets, number),
              new int[] {number},
              (before, one) -> {
                int[] all = Arrays.copyOf(before, before.length + 1);
                all[before.length] = last;
                return all;
              });
        }
      }
    }

    private static ByteBuffer packet(byte[] packets, int number) {
      return ByteBuffer.wrap(packets, number * TsPacket.BYTES, TsPacket.BYTES).slice();
    }

    /** The first at or after that number with the same content, or ABSENT. */
    private int find(byte[] received, int index, int from) {
      int[] all = numbers.getOrDefault(packet(received, index), new int[0]);
      int at = Arrays.binarySearch(all, from);
      at = at < 0 ? -at - 1 : at;
      return at < all.length ? all[at] : TsPacket.ABSENT;
    }

    private boolean same(byte[] received, int index, int number) {
      return packet(received, index).equals(packet(packets, number));
    }

    private long dueNanos(int number) {
      int perLoop = clip.dueNanos().length;
      return number / perLoop * clip.loopNanos() + clip.dueNanos()[number % perLoop];
    }

    /** Finds everything of it that is in these packets, which are in order. */
    Received find(byte[] received) {
      Set<Integer> came = new HashSet<>();
      int previous = TsPacket.ABSENT;
      int previousIndex = TsPacket.ABSENT;
      int count = received.length / TsPacket.BYTES;
      for (int index = 0; index < count; index++) {
        int number =
            isElementary(received, index * TsPacket.BYTES)
                ? find(received, index, previous + 1)
                : TsPacket.ABSENT;
        if (number != TsPacket.ABSENT) {
          came.add(number);
          tables(received, previousIndex, index, previous, number, came);
          previous = number;
          previousIndex = index;
        }
      }
      return account(came, count);
    }

    /**
     * Tables between two packets of elementary streams: they look alike, and some are inserted. The
     * source's own stand right before what follows, or right behind what went before.
     */
    private void tables(
        byte[] received, int index, int nextIndex, int number, int nextNumber, Set<Integer> came) {
      int after = nextIndex - 1;
      int last = tableBefore(nextNumber, number);
      while (after > index && last > number && same(received, after, last)) {
        came.add(last);
        last = tableBefore(last, number);
        after--;
      }
      int before = index + 1;
      int first = number + 1;
      while (before <= after && first < nextNumber && same(received, before, first)) {
        came.add(first);
        first++;
        before++;
      }
    }

    private int tableBefore(int number, int end) {
      int before = number - 1;
      while (before > end && isElementary(packets, before * TsPacket.BYTES)) {
        before--;
      }
      return before;
    }

    private Received account(Set<Integer> came, int count) {
      List<Integer> sorted = came.stream().sorted().toList();
      int first = sorted.get(0);
      int last = sorted.get(sorted.size() - 1);
      int video = clip.accessPoints().keySet().stream().min(Integer::compare).orElseThrow();
      int holes = 0;
      long missingNanos = 0;
      boolean inHole = false;
      for (int number = first; number <= last; number++) {
        if (TsPacket.pid(packets, number * TsPacket.BYTES) != video) {
          continue;
        }
        boolean missing = !came.contains(number);
        if (missing && !inHole) {
          holes++;
          missingNanos -= dueNanos(number);
        } else if (!missing && inHole) {
          missingNanos += dueNanos(number);
        }
        inHole = missing;
      }
      long span = last - first + 1L;
      return new Received(
          first, last, span - came.size(), holes, missingNanos, count - came.size());
    }

    private static boolean isElementary(byte[] packets, int at) {
      return TsPacket.pid(packets, at) >= 0x100
          && TsPacket.pid(packets, at) < 0x1000
          && TsPacket.hasPayload(packets, at);
    }
  }
}
