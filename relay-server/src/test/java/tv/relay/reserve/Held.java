package tv.relay.reserve;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.relay.index.StreamIndex;
import tv.relay.index.Timeline;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamPacket;
import tv.relay.testing.StreamShape;

/** A reservoir and its source, by a manual clock. One thread. */
final class Held implements AutoCloseable {
  static final int RING_CHUNKS = 8_000;
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int STEP_MILLIS = 10;

  final Ring ring = new Ring(RING_CHUNKS * TsPacket.BYTES, TsPacket.BYTES, 5, 0);
  final Timeline timeline = new Timeline();
  final StreamIndex index = new StreamIndex(RING_CHUNKS, timeline);
  final Reservoir reservoir;
  private final StreamModel stream = new StreamModel(StreamShape.plain());
  private final List<Long> published = new ArrayList<>();
  private StreamPacket next = stream.next();
  boolean watched;
  long nowMillis = 1_000;

  /** How far the source has sent, by the stream's time, whether anybody took it or not. */
  private double sentMillis;

  private double pace = 1;
  private boolean away;

  Held(int wantedMillis, int patienceMillis) {
    reservoir = new Reservoir(ring, index, timeline, wantedMillis * MILLI, patienceMillis * MILLI);
  }

  /** The source sends so much at once. */
  Held burst(long millis) {
    sentMillis += millis;
    return this;
  }

  /** The source is faster or slower than our clock says. */
  Held pace(double times) {
    pace = times;
    return this;
  }

  /** The source's connection is lost; it plays on. */
  Held lost() {
    away = true;
    return this;
  }

  /** What it has played meanwhile it sends at once. */
  Held back() {
    away = false;
    return this;
  }

  /** What it has played meanwhile is lost. */
  Held backWithAGap() {
    while (next.millis() <= sentMillis) {
      next = stream.next();
    }
    return back();
  }

  /** It has stood still meanwhile. */
  Held pausedFor(long millis) {
    long media = (long) sentMillis;
    lost();
    pass(millis);
    sentMillis = media;
    return back();
  }

  Held pass(long millis) {
    for (long end = nowMillis + millis; nowMillis < end; ) {
      nowMillis += STEP_MILLIS;
      sentMillis += STEP_MILLIS * pace;
      if (!away) {
        publish();
      }
      reservoir.advance(nowMillis * MILLI, watched);
    }
    return this;
  }

  private void publish() {
    byte[] packet;
    while (next.millis() <= sentMillis) {
      packet = next.bytes();
      long sequence = ring.headAcquire();
      published.add(next.millis());
      ring.publish(packet, 0, packet.length, nowMillis * MILLI);
      index.packets(packet, 0, packet.length, sequence, nowMillis * MILLI);
      next = stream.next();
    }
  }

  /** For when the last packet is that is released, by the stream's own time. */
  long releasedMillis() {
    int released = (int) (reservoir.head() - ring.firstSequence());
    return released == 0 ? 0 : published.get(released - 1);
  }

  long heldMillis() {
    return reservoir.reserve().heldNanos() / MILLI;
  }

  @Override
  public void close() {
    ring.release();
  }
}
