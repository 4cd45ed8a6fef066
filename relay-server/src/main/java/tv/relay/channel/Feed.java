package tv.relay.channel;

import tv.relay.index.StreamIndex;
import tv.relay.ring.Ring;
import tv.relay.upstream.Publisher;

/**
 * From a reader into a channel's ring, and past its index.
 *
 * @param index null when the stream is no transport stream
 */
record Feed(Ring ring, StreamIndex index) implements Publisher {

  @Override
  public int chunkBytes() {
    return ring.chunkBytes();
  }

  @Override
  public void publish(byte[] source, int offset, int length, long nanoTime) {
    long sequence = ring.headAcquire();
    ring.publish(source, offset, length, nanoTime);
    // After, so that nobody is sent to an access point that isn't there yet.
    if (index != null) {
      index.packets(source, offset, length, sequence, nanoTime);
    }
  }
}
