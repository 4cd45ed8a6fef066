package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
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
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    XmlAnswer xml = new XmlAnswer();
    PieceSender.answer(
        exchange,
        "application/xml; charset=utf-8",
        new TextPieces(
            xml.parts(
                "tv",
                lineups.current().entries(),
                entry -> channel(xml, entry),
                "generator-info-name",
                "relay")));
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
