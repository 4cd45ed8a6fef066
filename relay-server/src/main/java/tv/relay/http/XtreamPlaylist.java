package tv.relay.http;

import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tv.relay.play.Player;
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
    StringBuilder list = new StringBuilder("#EXTM3U url-tvg=\"");
    // Neither user nor password has a letter that a URL or a quote would have to hide.
    list.append(base).append("/xmltv.php?username=").append(user);
    list.append("&password=").append(password).append("\"\n");
    String streams = base + LiveHandler.PREFIX + user + "/" + password + "/";
    for (Entry entry : lineups.current().entries()) {
      M3uEntry.append(list, entry.channel(), streams + entry.streamId() + ".ts");
    }
    Answers.send(
        exchange, 200, "audio/x-mpegurl", list.toString().getBytes(StandardCharsets.UTF_8));
  }
}
