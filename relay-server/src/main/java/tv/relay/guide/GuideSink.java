package tv.relay.guide;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Is told what a guide holds while it is read, in its order, on the reading thread. */
interface GuideSink {
  /**
   * A channel.
   *
   * @param names its {@code display-name}s
   * @param content all that it holds, as XML
   */
  void channel(String id, List<String> names, String content) throws IOException;

  /** Whether programmes of that channel are wanted; those of others are passed over. */
  boolean wants(String channelId);

  /**
   * A programme of a wanted channel.
   *
   * @param attributes but for the channel
   * @param content all that it holds, as XML
   */
  void programme(String channelId, Map<String, String> attributes, String content)
      throws IOException;
}
