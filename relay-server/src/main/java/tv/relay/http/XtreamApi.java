package tv.relay.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Function;
import tv.relay.play.PlayAccountView;
import tv.relay.play.Player;
import tv.relay.tuner.Lineup.Category;
import tv.relay.tuner.Lineup.Entry;
import tv.relay.tuner.Lineups;

/**
 * {@code /player_api.php} of Xtream Codes: who the player is, live categories and live streams;
 * films and series are none. Which fields are numbers and which are texts follows what panels send,
 * since clients are strict about it. Worker threads.
 */
final class XtreamApi implements XtreamLogin.Inside {
  static final String PATH = "/player_api.php";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Lineups lineups;
  private final Function<HttpServerExchange, String> baseUrl;

  XtreamApi(Lineups lineups, Function<HttpServerExchange, String> baseUrl) {
    this.lineups = lineups;
    this.baseUrl = baseUrl;
  }

  @Override
  public void answer(HttpServerExchange exchange, Player player, String password)
      throws IOException {
    String action = XtreamLogin.query(exchange, "action");
    if ("get_live_streams".equals(action)) {
      List<Entry> streams = streams(XtreamLogin.query(exchange, "category_id"));
      PieceSender.answer(
          exchange, "application/json", TextPieces.jsonArray(streams, XtreamApi::stream));
      return;
    }
    Answers.json(
        exchange,
        200,
        switch (action == null ? "" : action) {
          case "get_live_categories" -> categories();
          case "get_vod_categories", "get_vod_streams", "get_series_categories", "get_series" ->
              JsonNodeFactory.instance.arrayNode();
          case "get_vod_info", "get_series_info" -> JsonNodeFactory.instance.objectNode();
          case "get_short_epg", "get_simple_data_table" -> noProgrammes();
          default -> welcome(player.view(), password, baseUrl.apply(exchange));
        });
  }

  private static ObjectNode welcome(PlayAccountView account, String password, String base) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("user_info")
        .put("username", account.user())
        .put("password", password)
        .put("message", "")
        .put("auth", 1)
        .put("status", "Active")
        .putNull("exp_date")
        .put("is_trial", "0")
        .put("active_cons", String.valueOf(account.connections()))
        .put("created_at", String.valueOf(account.created().getEpochSecond()))
        .put("max_connections", String.valueOf(account.maxConnections()))
        .putArray("allowed_output_formats")
        .add("ts");
    answer.set("server_info", server(base));
    return answer;
  }

  /** Where the player finds the relay: the parts of the URL under which it asked. */
  private static ObjectNode server(String base) {
    boolean isSecure = base.startsWith("https://");
    String authority = base.substring(base.indexOf("://") + 3).replaceFirst("/.*", "");
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String host = hasPort ? authority.substring(0, colon) : authority;
    String port = hasPort ? authority.substring(colon + 1) : isSecure ? "443" : "80";
    Instant now = Instant.now();
    return JsonNodeFactory.instance
        .objectNode()
        .put("url", host)
        .put("port", isSecure ? "0" : port)
        .put("https_port", isSecure ? port : "0")
        .put("server_protocol", isSecure ? "https" : "http")
        .put("rtmp_port", "0")
        .put("timezone", "UTC")
        .put("timestamp_now", now.getEpochSecond())
        .put("time_now", CLOCK.format(now))
        .put("process", true);
  }

  private ArrayNode categories() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Category category : lineups.current().categories()) {
      all.addObject()
          .put("category_id", String.valueOf(category.id()))
          .put("category_name", category.name())
          .put("parent_id", 0);
    }
    return all;
  }

  /** Those of a category; all where none is asked for. */
  private List<Entry> streams(String categoryId) {
    List<Entry> all = lineups.current().entries();
    return categoryId == null || categoryId.isEmpty()
        ? all
        : all.stream().filter(e -> categoryId.equals(String.valueOf(e.category().id()))).toList();
  }

  private static ObjectNode stream(Entry entry) {
    Integer number = entry.channel().number();
    String logo = entry.channel().logo();
    ObjectNode stream = JsonNodeFactory.instance.objectNode();
    stream
        .put("num", number != null ? number : entry.streamId())
        .put("name", entry.name())
        .put("stream_type", "live")
        .put("stream_id", entry.streamId())
        .put("stream_icon", logo != null ? logo : "")
        .put("epg_channel_id", entry.guideId())
        .put("added", "0")
        .put("is_adult", "0")
        .put("category_id", String.valueOf(entry.category().id()))
        .put("custom_sid", "")
        .put("tv_archive", 0)
        .put("direct_source", "")
        .put("tv_archive_duration", 0)
        .putArray("category_ids")
        .add(entry.category().id());
    return stream;
  }

  private static JsonNode noProgrammes() {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    none.putArray("epg_listings");
    return none;
  }
}
