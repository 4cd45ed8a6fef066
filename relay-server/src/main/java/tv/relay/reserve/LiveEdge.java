package tv.relay.reserve;

import tv.relay.index.AccessPoints;
import tv.relay.index.StreamIndex;
import tv.relay.ring.Ring;

/**
 * The ring's own head: clients get what comes as soon as it is there.
 *
 * @param index null when the stream is no transport stream
 */
public record LiveEdge(Ring ring, StreamIndex index) implements Edge {

  @Override
  public long head() {
    return ring.headAcquire();
  }

  @Override
  public AccessPoints points() {
    return index == null ? null : index.points();
  }

  @Override
  public long nanosBetween(long from, long to) {
    return ring.nanosBetween(from, to);
  }

  @Override
  public long sequenceBehind(long nanos) {
    return ring.sequenceAt(ring.nanosAt(ring.headAcquire()) - nanos);
  }

  @Override
  public long roomChunks() {
    return ring.capacityChunks();
  }

  @Override
  public boolean isOpen() {
    return index == null || !index.points().isEmpty();
  }

  @Override
  public void advance(long nanoTime, boolean watched) {}

  @Override
  public void arrived(long end, long nanoTime) {}

  @Override
  public Reserve reserve() {
    return null;
  }
}
