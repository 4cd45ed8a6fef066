package tv.relay.mpegts;

import java.io.ByteArrayOutputStream;

/**
 * What the aligner is to do with a stream, told with all of the stream at hand: no pieces, no
 * buffer, no state but a position.
 */
final class AlignerModel {
  private final byte[] stream;
  private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
  private long losses;

  AlignerModel(byte[] stream) {
    this.stream = stream;
    int at = fourSyncsFrom(0);
    while (at < stream.length) {
      if (at + 188 == stream.length || syncAt(at + 188)) {
        packets.write(stream, at, 188);
        at += 188;
      } else if (at + 188 < stream.length) {
        losses++;
        at = fourSyncsFrom(at + 1);
      } else {
        at = stream.length;
      }
    }
  }

  byte[] packets() {
    return packets.toByteArray();
  }

  long skippedBytes() {
    return stream.length - packets.size();
  }

  long losses() {
    return losses;
  }

  private int fourSyncsFrom(int from) {
    for (int at = from; at < stream.length; at++) {
      if (syncAt(at) && syncAt(at + 188) && syncAt(at + 376) && syncAt(at + 564)) {
        return at;
      }
    }
    return stream.length;
  }

  private boolean syncAt(int at) {
    return at < stream.length && stream[at] == 0x47;
  }
}
