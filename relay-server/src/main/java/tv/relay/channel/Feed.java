package tv.relay.channel;

import tv.relay.reserve.Edge;
import tv.relay.ring.Ring;
import tv.relay.seam.Seam;
import tv.relay.upstream.Publisher;

/**
 * From a reader into a channel's ring: a transport stream over the seam that makes one of all
 * connections, anything else as it comes.
 *
 * @param seam null when the stream is no transport stream
 */
record Feed(Ring ring, Seam seam, Edge edge) implements Publisher {

  @Override
  public int chunkBytes() {
    return ring.chunkBytes();
  }

  @Override
  public void publish(byte[] source, int offset, int length, long nanoTime) {
    if (seam == null) {
      ring.publish(source, offset, length, nanoTime);
      edge.arrived(ring.headAcquire(), nanoTime);
    } else {
      seam.packets(source, offset, length, nanoTime);
    }
  }
}
