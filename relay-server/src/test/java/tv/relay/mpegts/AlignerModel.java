package tv.relay.mpegts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the aligner is to do with a stream, told with all of the stream at hand: no pieces, no
 * buffer, no state but a position.
 */
final class AlignerModel {
  private final byte[] stream;
  private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
  private long skippedBytes;
  private long losses;
  private int distance;

  AlignerModel(byte[] stream) {
    this.stream = stream;
    int at = fourSyncsFrom(0);
    while (at < stream.length) {
      int left = stream.length - at;
      if (syncAt(at + distance) || left >= 188 && left <= distance) {
        packets.write(stream, at, 188);
        at += distance;
      } else if (left > distance) {
        losses++;
        int next = goesOn(at);
        if (next > at) {
          skippedBytes += (next - at) / distance * 188L;
          at = next;
        } else {
          skippedBytes++;
          at = fourSyncsFrom(at + 1);
        }
      } else {
        skippedBytes += left;
        at = stream.length;
      }
    }
  }

  byte[] packets() {
    return packets.toByteArray();
  }

  long skippedBytes() {
    return skippedBytes;
  }

  long losses() {
    return losses;
  }

  /** 0 when there never were packets. */
  int distance() {
    return distance;
  }

  /** Of the next five packets the first has lost its sync byte; one behind it may have all. */
  private int goesOn(int at) {
    for (int next = at + 2 * distance; next <= at + 6 * distance; next += distance) {
      if (fourSyncs(next, distance)) {
        return next;
      }
    }
    return at;
  }

  private int fourSyncsFrom(int from) {
    for (int at = from; at < stream.length; at++) {
      for (int each : new int[] {188, 192, 204}) {
        if (endsTooSoon(at, each)) {
          skippedBytes += stream.length - from;
          return stream.length;
        }
        if (fourSyncs(at, each) && (each == 188 || fourHeaders(at, each))) {
          distance = each;
          at = mostSensible(at);
          skippedBytes += at - from - (each == 192 ? Math.min(4, at - from) : 0);
          return at;
        }
      }
    }
    skippedBytes += stream.length - from;
    return stream.length;
  }

  /** Of all beginnings within a packet's length, the first of those with the fewest faults. */
  private int mostSensible(int from) {
    return IntStream.range(from, from + distance)
        .filter(at -> fourSyncs(at, distance))
        .boxed()
        .min(Comparator.comparing(this::faultsOfEight))
        .orElseThrow();
  }

  private int faultsOfEight(int first) {
    int faults = 0;
    for (int at = first; at < first + 8 * distance && at + 5 <= stream.length; at += distance) {
      if (!syncAt(at)) {
        faults++;
        continue;
      }
      int[] header = header(at);
      faults += header[0] + (header[2] == 0 ? 1 : 0);
      // 188 bytes less the header and the field's length, less a byte of payload if there is any.
      faults += header[2] == 2 && header[4] != 183 || header[2] == 3 && header[4] > 182 ? 1 : 0;
      if (at > first) {
        int[] before = header(at - distance);
        boolean same = before[1] == header[1] && header[1] != 0x1FFF;
        int expected = (before[3] + header[2] % 2) % 16;
        faults += same && header[3] != expected ? 1 : 0;
      }
    }
    return faults;
  }

  /** Error indicator, PID, adaptation field and payload, counter, the field's length. */
  private int[] header(int at) {
    int bits = ByteBuffer.wrap(stream).getInt(at);
    int next = stream[at + 4] & 0xFF;
    return new int[] {bits >>> 23 & 1, bits >>> 8 & 0x1FFF, bits >>> 4 & 3, bits & 15, next};
  }

  /** What may be packets, but the stream ends before it can be told, is never passed on. */
  private boolean endsTooSoon(int at, int each) {
    for (int packet = at; packet <= at + 3 * each; packet += each) {
      if (packet < stream.length && stream[packet] != 0x47) {
        return false;
      }
    }
    return at + 3 * each + (each == 188 ? 1 : 4) > stream.length;
  }

  private boolean fourSyncs(int at, int each) {
    return syncAt(at) && syncAt(at + each) && syncAt(at + 2 * each) && syncAt(at + 3 * each);
  }

  /** With an adaptation field or a payload, and not always the same but for null packets. */
  private boolean fourHeaders(int at, int each) {
    Set<Integer> headers = new HashSet<>();
    for (int packet = at; packet <= at + 3 * each; packet += each) {
      if ((stream[packet + 3] >> 4 & 3) == 0) {
        return false;
      }
      headers.add(
          (stream[packet + 1] & 0xFF) << 16
              | (stream[packet + 2] & 0xFF) << 8
              | stream[packet + 3] & 0xFF);
    }
    return headers.size() > 1 || (headers.iterator().next() >> 8 & 0x1FFF) == 0x1FFF;
  }

  private boolean syncAt(int at) {
    return at < stream.length && stream[at] == 0x47;
  }
}
