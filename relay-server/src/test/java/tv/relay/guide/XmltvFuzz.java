package tv.relay.guide;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Guides of any bytes, alone and behind a good beginning; what is copied must be XML again. */
public final class XmltvFuzz {
  private static final byte[] BEGINNING =
      "<tv><channel id=\"a\"><display-name>A".getBytes(StandardCharsets.UTF_8);

  private XmltvFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    read(data);
    byte[] begun = new byte[BEGINNING.length + data.length];
    System.arraycopy(BEGINNING, 0, begun, 0, BEGINNING.length);
    System.arraycopy(data, 0, begun, BEGINNING.length, data.length);
    read(begun);
  }

  private static void read(byte[] guide) throws IOException {
    List<String> copied = new ArrayList<>();
    try {
      XmltvReader.read(new ByteArrayInputStream(guide), sink(copied));
    } catch (GuideException e) {
      // Refused; what was copied until then must be good all the same.
    }
    String again = "<tv>" + String.join("", copied) + "</tv>";
    List<String> copiedAgain = new ArrayList<>();
    try {
      XmltvReader.read(
          new ByteArrayInputStream(again.getBytes(StandardCharsets.UTF_8)), sink(copiedAgain));
    } catch (GuideException e) {
      throw new IllegalStateException("what was copied can't be read: " + again, e);
    }
    if (!copied.equals(copiedAgain)) {
      throw new IllegalStateException(copied + " became " + copiedAgain);
    }
  }

  private static GuideSink sink(List<String> copied) {
    return new GuideSink() {
      @Override
      public void channel(String id, List<String> names, String content) {
        StringBuilder xml = new StringBuilder("<channel");
        XmlText.attribute(xml, "id", id);
        copied.add(xml.append('>').append(content).append("</channel>").toString());
      }

      @Override
      public boolean wants(String channelId) {
        return true;
      }

      @Override
      public void programme(String channelId, Map<String, String> attributes, String content) {
        StringBuilder xml = new StringBuilder("<programme");
        attributes.forEach((name, value) -> XmlText.attribute(xml, name, value));
        XmlText.attribute(xml, "channel", channelId);
        copied.add(xml.append('>').append(content).append("</programme>").toString());
      }
    };
  }
}
