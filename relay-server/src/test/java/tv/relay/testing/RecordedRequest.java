package tv.relay.testing;

import java.util.Optional;

/**
 * A request that a {@link ScriptedUpstream} was sent. A value.
 *
 * @param connection number of the connection, from 1
 * @param head what was sent
 * @param receivedNanos when its head was complete, by {@link System#nanoTime()}
 */
public record RecordedRequest(int connection, MessageHead head, long receivedNanos) {

  public String method() {
    return head.startLine().split(" ", 2)[0];
  }

  public String target() {
    return head.secondWord();
  }

  public Optional<String> header(String name) {
    return head.header(name);
  }
}
