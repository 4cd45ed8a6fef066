package tv.relay.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Function;
import tv.relay.registry.Registry;
import tv.relay.tuner.DeviceId;
import tv.relay.tuner.Lineup.Entry;
import tv.relay.tuner.Lineups;
import tv.relay.tuner.TunerOptions;

/**
 * The HTTP interface of an HDHomeRun, so that Plex, Emby and Jellyfin take the relay for a tuner:
 * what it is ({@code /discover.json}, {@code /device.xml}) and what it receives ({@code
 * /lineup.json}, {@code /lineup.xml}). A scan for channels ({@code /lineup.post}) is over at once.
 */
final class TunerHandler implements HttpHandler {
  static final String DISCOVER = "/discover.json";
  static final String DEVICE = "/device.xml";
  static final String LINEUP = "/lineup.json";
  static final String LINEUP_XML = "/lineup.xml";
  static final String STATUS = "/lineup_status.json";
  static final String SCAN = "/lineup.post";

  private static final String XML = "application/xml; charset=utf-8";
  private static final String NAME = "relay";

  /**
   * A model that can't transcode: of one named HDTC, clients ask for {@code ?transcode=}
   * (SupportsTranscoding in DiscoverResponse.cs of Jellyfin).
   */
  private static final String MODEL = "HDHR4-2US";

  private final DeviceId id;
  private final String version;
  private final TunerOptions options;
  private final Registry registry;
  private final Lineups lineups;
  private final Function<HttpServerExchange, String> baseUrl;

  /**
   * A tuner of that id.
   *
   * @param version the relay's
   * @param baseUrl where the client of a request reaches the relay
   */
  TunerHandler(
      DeviceId id,
      String version,
      TunerOptions options,
      Registry registry,
      Lineups lineups,
      Function<HttpServerExchange, String> baseUrl) {
    this.id = id;
    this.version = version;
    this.options = options;
    this.registry = registry;
    this.lineups = lineups;
    this.baseUrl = baseUrl;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    boolean isScan = exchange.getRequestPath().equals(SCAN);
    if (isScan ? isNeither(exchange, "GET", "POST") : isNeither(exchange, "GET", "HEAD")) {
      Answers.methodNotAllowed(exchange, isScan ? "GET, POST" : "GET, HEAD");
    } else if (exchange.isInIoThread()) {
      // Numbers for new channels are saved first.
      exchange.dispatch(this);
    } else {
      answer(exchange);
    }
  }

  private static boolean isNeither(HttpServerExchange exchange, String one, String other) {
    String method = exchange.getRequestMethod().toString();
    return !method.equals(one) && !method.equals(other);
  }

  private void answer(HttpServerExchange exchange) throws IOException {
    String base = baseUrl.apply(exchange);
    switch (exchange.getRequestPath()) {
      case DISCOVER -> Answers.json(exchange, 200, discover(base));
      case DEVICE -> Answers.send(exchange, 200, XML, device(base));
      case LINEUP -> PieceSender.answer(exchange, "application/json", lineup(base));
      case LINEUP_XML -> PieceSender.answer(exchange, XML, lineupXml(base));
      case STATUS -> Answers.json(exchange, 200, status());
      case SCAN -> Answers.send(exchange, 200, "text/plain; charset=utf-8", new byte[0]);
      default ->
          Answers.text(
              exchange, 404, "nothing here; a tuner is found at " + DISCOVER + " and " + LINEUP);
    }
  }

  private ObjectNode discover(String base) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("FriendlyName", NAME)
        .put("Manufacturer", NAME)
        .put("ModelNumber", MODEL)
        .put("FirmwareName", NAME)
        .put("FirmwareVersion", version)
        .put("DeviceID", id.text())
        .put("DeviceAuth", NAME)
        .put("BaseURL", base)
        .put("LineupURL", base + LINEUP)
        .put("TunerCount", options.count(registry.accounts()));
  }

  private TextPieces lineup(String base) {
    return TextPieces.jsonArray(
        lineups.current().entries(),
        entry ->
            JsonNodeFactory.instance
                .objectNode()
                .put("GuideNumber", entry.guideNumber())
                .put("GuideName", entry.name())
                .put("URL", url(base, entry)));
  }

  private static String url(String base, Entry entry) {
    return base + LiveHandler.PREFIX + entry.channel().id() + ".ts";
  }

  private TextPieces lineupXml(String base) {
    XmlAnswer xml = new XmlAnswer();
    return new TextPieces(
        xml.parts(
            "Lineup",
            lineups.current().entries(),
            entry ->
                xml.element(
                    "Program",
                    () -> {
                      xml.element("GuideNumber", entry.guideNumber());
                      xml.element("GuideName", entry.name());
                      xml.element("URL", url(base, entry));
                    })));
  }

  /** Nothing is ever being looked for, and it may be looked for at any time. */
  private static ObjectNode status() {
    ObjectNode status =
        JsonNodeFactory.instance
            .objectNode()
            .put("ScanInProgress", 0)
            .put("ScanPossible", 1)
            .put("Source", "Cable");
    status.putArray("SourceList").add("Cable");
    return status;
  }

  private byte[] device(String base) {
    UUID uuid = UUID.nameUUIDFromBytes((NAME + ":" + id.text()).getBytes(US_ASCII));
    XmlAnswer xml = new XmlAnswer();
    return xml.document(
        () ->
            xml.element(
                "root",
                () -> {
                  xml.element(
                      "specVersion",
                      () -> {
                        xml.element("major", "1");
                        xml.element("minor", "0");
                      });
                  xml.element("URLBase", base);
                  xml.element(
                      "device",
                      () -> {
                        xml.element("deviceType", "urn:schemas-upnp-org:device:MediaServer:1");
                        xml.element("friendlyName", NAME);
                        xml.element("manufacturer", NAME);
                        xml.element("modelName", MODEL);
                        xml.element("modelNumber", MODEL);
                        xml.element("serialNumber", id.text());
                        xml.element("UDN", "uuid:" + uuid);
                      });
                },
                "xmlns",
                "urn:schemas-upnp-org:device-1-0"));
  }
}
