package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import javax.xml.stream.XMLStreamException;
import tv.relay.tuner.Lineup.Entry;
import tv.relay.tuner.Lineups;

/** XMLTV without programmes: which channels there are, with their ids, names and numbers. */
final class ChannelGuide implements HttpHandler {
  private final Lineups lineups;

  ChannelGuide(Lineups lineups) {
    this.lineups = lineups;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    XmlAnswer xml = new XmlAnswer();
    byte[] document =
        xml.document(
            () ->
                xml.element(
                    "tv",
                    () -> {
                      for (Entry entry : lineups.current().entries()) {
                        channel(xml, entry);
                      }
                    },
                    "generator-info-name",
                    "relay"));
    Answers.send(exchange, 200, "application/xml; charset=utf-8", document);
  }

  private static void channel(XmlAnswer xml, Entry entry) throws XMLStreamException {
    xml.element(
        "channel",
        () -> {
          xml.element("display-name", entry.name());
          xml.element("display-name", entry.guideNumber());
          if (entry.channel().logo() != null) {
            xml.element("icon", "", "src", entry.channel().logo());
          }
        },
        "id",
        entry.guideId());
  }
}
