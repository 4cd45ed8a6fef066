package tv.relay.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges guides for the wanted channels. Of the guides that know a channel the first that has
 * programmes of it gives them, since two would give each twice. For one thread.
 */
final class GuideMerge {
  private final Wanted wanted;
  private final Writer channels;
  private final Writer programmes;
  private final long maxChars;

  /** By ids of the guide that is being read, those under which it is written. */
  private final Map<String, Set<String>> idsByGuideId = new HashMap<>();

  /** Had their programmes from an earlier guide. */
  private final Set<String> served = new HashSet<>();

  private final Set<String> servedNow = new HashSet<>();
  private final Set<String> channelsWritten = new HashSet<>();
  private final StringBuilder element = new StringBuilder();
  private int programmesWritten;
  private long charsWritten;

  /**
   * Merges into two parts, since all channels go before all programmes.
   *
   * @param maxChars of both together
   */
  GuideMerge(Wanted wanted, Writer channels, Writer programmes, long maxChars) {
    this.wanted = wanted;
    this.channels = channels;
    this.programmes = programmes;
    this.maxChars = maxChars;
  }

  int channels() {
    return channelsWritten.size();
  }

  int programmes() {
    return programmesWritten;
  }

  /**
   * Adds a guide.
   *
   * @return how many wanted channels it knows
   * @throws IOException when it can't be read; what was written until then is there
   */
  int add(InputStream guide) throws IOException {
    idsByGuideId.clear();
    servedNow.clear();
    XmltvReader.read(guide, new Sink());
    served.addAll(servedNow);
    return (int) idsByGuideId.values().stream().flatMap(Set::stream).distinct().count();
  }

  private void write(Writer out) throws IOException {
    charsWritten += element.length();
    if (charsWritten > maxChars) {
      throw new GuideException(
          "the merged guide is longer than " + (maxChars >> 20) + " MB; leave a guide out");
    }
    out.append(element);
  }

  private final class Sink implements GuideSink {
    @Override
    public void channel(String id, List<String> names, String content) throws IOException {
      Set<String> ids = wanted.idsOf(id, names);
      if (ids.isEmpty()) {
        return;
      }
      idsByGuideId.computeIfAbsent(id, key -> new HashSet<>()).addAll(ids);
      for (String own : ids) {
        if (channelsWritten.add(own)) {
          element.setLength(0);
          element.append("<channel");
          XmlText.attribute(element, "id", own);
          element.append('>').append(content).append("</channel>\n");
          write(channels);
        }
      }
    }

    @Override
    public boolean wants(String channelId) {
      return !idsOf(channelId).isEmpty();
    }

    @Override
    public void programme(String channelId, Map<String, String> attributes, String content)
        throws IOException {
      for (String own : idsOf(channelId)) {
        if (served.contains(own)) {
          continue;
        }
        servedNow.add(own);
        element.setLength(0);
        element.append("<programme");
        attributes.forEach((name, value) -> XmlText.attribute(element, name, value));
        XmlText.attribute(element, "channel", own);
        element.append('>').append(content).append("</programme>\n");
        write(programmes);
        programmesWritten++;
      }
    }

    /** Some guides don't list their channels. */
    private Set<String> idsOf(String channelId) {
      Set<String> ids = idsByGuideId.get(channelId);
      return ids != null ? ids : wanted.idsOf(channelId, List.of());
    }
  }
}
