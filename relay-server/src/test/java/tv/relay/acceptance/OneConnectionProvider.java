package tv.relay.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tv.relay.testing.Numbering;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * A provider of several channels that counts all its connections whenever one more comes in, and
 * refuses with 403 any beyond the first. Safe for use by any thread.
 */
final class OneConnectionProvider implements AutoCloseable {
  private final List<ScriptedUpstream> channels = new ArrayList<>();
  private final AtomicInteger most = new AtomicInteger();

  OneConnectionProvider(int count) {
    for (int i = 0; i < count; i++) {
      channels.add(
          ScriptedUpstream.start(
              // Access points come often, so that waiting for one doesn't count for much.
              Programme.numbered(streamOf(i)).withGopFrames(5),
              Numbering.LIVE,
              number -> accepted()));
    }
  }

  /** On the thread that accepts, when the new connection is among the open ones already. */
  private Script accepted() {
    int open = channels.stream().mapToInt(ScriptedUpstream::openConnections).sum();
    most.accumulateAndGet(open, Math::max);
    return open > 1 ? Script.status(403) : Script.ok().burstBytes(188 * 100);
  }

  int streamOf(int channel) {
    return channel + 1;
  }

  ScriptedUpstream channel(int index) {
    return channels.get(index);
  }

  /** Most connections that were ever open at once. */
  int most() {
    return most.get();
  }

  int total() {
    return channels.stream().mapToInt(ScriptedUpstream::totalConnections).sum();
  }

  @Override
  public void close() {
    channels.forEach(ScriptedUpstream::close);
  }
}
