package tv.relay.channel;

import tv.relay.delivery.Fanout;

/**
 * A client that has asked for a channel, as the channel sees it. It gets one answer, on the
 * channel's thread; when it leaves, before or after, it says so by {@link Channel#leave}.
 */
public interface Viewer {

  /**
   * The stream is there.
   *
   * @param contentType to be named in the response
   * @param fromFirst the stream has just begun: at its first byte, where it has no access points
   */
  void start(Fanout fanout, String contentType, boolean fromFirst);

  void refuse(Refusal refusal);
}
