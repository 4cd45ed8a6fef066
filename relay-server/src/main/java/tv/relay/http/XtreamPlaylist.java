package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import tv.relay.play.Player;
import tv.relay.playlist.M3uWriter;
import tv.relay.tuner.Lineup.Entry;
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
  public void answer(HttpServerExchange exchange, Player player, String password) {
    String base = baseUrl.apply(exchange);
    String user = player.view().user();
    // Neither user nor password has a letter that a URL would have to hide.
    String guide = base + "/xmltv.php?username=" + user + "&password=" + password;
    StringBuilder list = new StringBuilder();
    M3uWriter.begin(list, guide);
    String streams = base + LiveHandler.PREFIX + user + "/" + password + "/";
    for (Entry entry : lineups.current().entries()) {
      String url = streams + entry.streamId() + ".ts";
      M3uWriter.add(list, PlaylistPieces.entry(entry.channel(), url), List.of());
    }
    Answers.send(
        exchange, 200, "audio/x-mpegurl", list.toString().getBytes(StandardCharsets.UTF_8));
  }
}
