package tv.relay.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;

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
          skippedBytes += at - from - (each == 192 ? Math.min(4, at - from) : 0);
          return at;
        }
      }
    }
    skippedBytes += stream.length - from;
    return stream.length;
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
