package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tv.relay.play.Player;
import tv.relay.playlist.M3uEntry;
import tv.relay.tuner.Lineups;

/**
 * {@code /get.php}: the channels as an M3U whose URLs carry the play account. Whatever {@code
 * output} asks for, the streams are MPEG-TS. Worker threads.
 */
final class XtreamPlaylist implements XtreamLogin.Inside {
  static final String PATH = "/get.php";

  private final Lineups lineups;
  private final Function<HttpServerExchange, String> baseUrl;

  XtreamPlaylist(Lineups lineups, Function<HttpServerExchange, String> baseUrl) {
    this.lineups = lineups;
    this.baseUrl = baseUrl;
  }

  @Override
  public void answer(HttpServerExchange exchange, Player player, String password)
      throws IOException {
    String base = baseUrl.apply(exchange);
    String user = player.view().user();
    // Neither user nor password has a letter that a URL would have to hide.
    String guide = base + "/xmltv.php?username=" + user + "&password=" + password;
    String streams = base + LiveHandler.PREFIX + user + "/" + password + "/";
    Stream<M3uEntry> entries =
        lineups.current().entries().stream()
            .map(e -> PlaylistPieces.entry(e.channel(), streams + e.streamId() + ".ts"));
    PieceSender.answer(exchange, "audio/x-mpegurl", new PlaylistPieces(guide, entries, List.of()));
  }
}
