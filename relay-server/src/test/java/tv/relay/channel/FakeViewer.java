package tv.relay.channel;

import tv.relay.delivery.Fanout;

/** A viewer that remembers what it was told. One thread. */
final class FakeViewer implements Viewer {
  final long cameNanos;
  int answers;
  Fanout fanout;
  Refusal refusal;
  boolean left;

  FakeViewer(long cameNanos) {
    this.cameNanos = cameNanos;
  }

  @Override
  public void start(Fanout started, String contentType, boolean fromFirst) {
    answers++;
    fanout = started;
  }

  @Override
  public void refuse(Refusal why) {
    answers++;
    refusal = why;
  }

  /** Still there, and either waiting or watching something that has not ended. */
  boolean isServed() {
    return !left && refusal == null && (fanout == null || fanout.isOpen());
  }

  boolean isWatching() {
    return isServed() && fanout != null;
  }
}
