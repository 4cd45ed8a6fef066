package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.function.Function;
import java.util.function.Supplier;
import tv.relay.channel.Channels;
import tv.relay.guide.ServedGuide;
import tv.relay.registry.Registry;

/** The paths of the tuner and of the Xtream Codes panel. Built once, then safe for any thread. */
final class PlayerRoutes {
  /** Paths of no fixed beginning, as {@code /USER/PASSWORD/ID}. */
  static final String ANY = "/";

  private static final String GUIDE = "/xmltv.php";

  private final PlayerFaces faces;
  private final Registry registry;
  private final Channels channels;
  private final LiveHandler live;
  private final Supplier<ServedGuide> guides;
  private final Function<HttpServerExchange, String> baseUrl;

  /**
   * Adds nothing yet.
   *
   * @param guides the merged guide, or null while there is none
   * @param baseUrl where the client of a request reaches the relay
   */
  PlayerRoutes(
      PlayerFaces faces,
      Registry registry,
      Channels channels,
      LiveHandler live,
      Supplier<ServedGuide> guides,
      Function<HttpServerExchange, String> baseUrl) {
    this.faces = faces;
    this.registry = registry;
    this.channels = channels;
    this.live = live;
    this.guides = guides;
    this.baseUrl = baseUrl;
  }

  /** Streams for play accounts; all other paths go on to that handler. */
  HttpHandler streams(HttpHandler others) {
    return new XtreamStreams(faces.accounts(), faces.lineups(), channels, live, others);
  }

  /** All paths that have a fixed beginning. */
  void addTo(Router router, Bodies bodies) {
    HttpHandler tuner =
        new TunerHandler(
            faces.id(), faces.version(), faces.options(), registry, faces.lineups(), baseUrl);
    router
        .open(TunerHandler.DISCOVER, tuner)
        .open(TunerHandler.DEVICE, tuner)
        .open(TunerHandler.LINEUP, tuner)
        .open(TunerHandler.LINEUP_XML, tuner)
        .open(TunerHandler.STATUS, tuner)
        .open(TunerHandler.SCAN, tuner)
        .open(XtreamApi.PATH, login(true, new XtreamApi(faces.lineups(), baseUrl)))
        .open(XtreamPlaylist.PATH, login(false, new XtreamPlaylist(faces.lineups(), baseUrl)))
        .open(GUIDE, login(false, guide()))
        .admin(PlayAccountsApi.PATH, new PlayAccountsApi(faces.accounts(), bodies));
  }

  private HttpHandler login(boolean refusesInJson, XtreamLogin.Inside inside) {
    return new XtreamLogin(faces.accounts(), refusesInJson, inside);
  }

  /** The same for everybody who may see it; without a guide, which channels there are. */
  private XtreamLogin.Inside guide() {
    HttpHandler merged = new GuideHandler(guides);
    HttpHandler channelsOnly = new ChannelGuide(faces.lineups());
    return (exchange, player, password) ->
        (guides.get() != null ? merged : channelsOnly).handleRequest(exchange);
  }
}
