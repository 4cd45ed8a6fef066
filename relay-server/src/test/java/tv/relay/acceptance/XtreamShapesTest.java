package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The relay as a panel of the Xtream Codes kind, held against what clients read. Sources: {@code
 * structs.go} and {@code xtream-codes.go} of tellytv/go.xtream-codes, whose reader fails where a
 * text stands for a number or the other way round; {@code xtream.store.ts} of 4gray/iptvnator, to
 * which the relay is a portal when {@code user_info.status} is Active.
 */
class XtreamShapesTest {
  private static final JsonNodeType TEXT = JsonNodeType.STRING;
  private static final JsonNodeType NUMBER = JsonNodeType.NUMBER;
  private static final JsonNodeType LIST = JsonNodeType.ARRAY;

  private XtreamRelay panel;

  @BeforeEach
  void start() throws Exception {
    panel = XtreamRelay.start();
  }

  @AfterEach
  void stop() {
    panel.close();
  }

  /** AuthenticationResponse, UserInfo and ServerInfo of structs.go, with its ",string" marks. */
  @Test
  void shouldGreetAPlayerAsPanelsDo() {
    JsonNode greeting = panel.api("");

    JsonNode user = greeting.path("user_info");
    assertThat(types(user))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("username", TEXT),
                Map.entry("password", TEXT),
                Map.entry("message", TEXT),
                Map.entry("auth", NUMBER),
                Map.entry("status", TEXT),
                Map.entry("exp_date", JsonNodeType.NULL),
                Map.entry("is_trial", TEXT),
                Map.entry("active_cons", TEXT),
                Map.entry("created_at", TEXT),
                Map.entry("max_connections", TEXT),
                Map.entry("allowed_output_formats", LIST)));
    assertThat(user.path("auth").asInt()).isEqualTo(1);
    assertThat(user.path("status").asText()).isEqualTo("Active");
    assertThat(user.path("username").asText()).isEqualTo("anna");
    assertThat(user.path("password").asText()).isEqualTo("sesame-1");
    assertThat(user.path("max_connections").asText()).isEqualTo("1");
    assertThat(user.path("active_cons").asText()).isEqualTo("0");
    assertThat(user.path("allowed_output_formats").path(0).asText()).isEqualTo("ts");
    assertNumeric(user, "created_at", "is_trial");

    JsonNode server = greeting.path("server_info");
    assertThat(types(server))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "url", TEXT,
                "port", TEXT,
                "https_port", TEXT,
                "server_protocol", TEXT,
                "rtmp_port", TEXT,
                "timezone", TEXT,
                "timestamp_now", NUMBER,
                "time_now", TEXT,
                "process", JsonNodeType.BOOLEAN));
    assertThat(server.path("url").asText()).isEqualTo("127.0.0.1");
    assertThat(server.path("port").asInt()).isEqualTo(panel.relay().address().getPort());
    assertThat(server.path("server_protocol").asText()).isEqualTo("http");
    assertThat(server.path("time_now").asText())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    assertNumeric(server, "port", "https_port", "rtmp_port");
  }

  /** Category of structs.go: the id is a text with a number in it, the parent a number. */
  @Test
  void shouldListCategories() {
    JsonNode categories = panel.api("&action=get_live_categories");

    assertThat(categories.findValuesAsText("category_name")).containsExactly("News", "Other");
    for (JsonNode category : categories) {
      assertThat(types(category))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("category_id", TEXT, "category_name", TEXT, "parent_id", NUMBER));
      assertNumeric(category, "category_id");
    }
  }

  /** Stream of structs.go. */
  @Test
  void shouldListStreams() {
    JsonNode streams = panel.api("&action=get_live_streams");

    assertThat(streams).hasSize(2);
    for (JsonNode stream : streams) {
      assertThat(types(stream))
          .containsExactlyInAnyOrderEntriesOf(
              Map.ofEntries(
                  Map.entry("num", NUMBER),
                  Map.entry("name", TEXT),
                  Map.entry("stream_type", TEXT),
                  Map.entry("stream_id", NUMBER),
                  Map.entry("stream_icon", TEXT),
                  Map.entry("epg_channel_id", TEXT),
                  Map.entry("added", TEXT),
                  Map.entry("is_adult", TEXT),
                  Map.entry("category_id", TEXT),
                  Map.entry("category_ids", LIST),
                  Map.entry("custom_sid", TEXT),
                  Map.entry("tv_archive", NUMBER),
                  Map.entry("direct_source", TEXT),
                  Map.entry("tv_archive_duration", NUMBER)));
      // GetStreamURL of xtream-codes.go puts it into the path.
      assertThat(stream.path("stream_type").asText()).isEqualTo("live");
      assertNumeric(stream, "added", "category_id");
    }
    JsonNode news = streams.path(0);
    assertThat(news.path("name").asText()).isEqualTo("News \"24\"");
    assertThat(news.path("num").asInt()).isEqualTo(7);
    assertThat(news.path("epg_channel_id").asText()).isEqualTo("news.tv");
    assertThat(news.path("stream_icon").asText()).isEqualTo("http://h/n.png");
    assertThat(streams.toString()).doesNotContain("s3cret");

    JsonNode ofNews =
        panel.api("&action=get_live_streams&category_id=" + news.path("category_id").asText());
    assertThat(ofNews).hasSize(1);
    assertThat(ofNews.path(0)).isEqualTo(news);
    assertThat(panel.api("&action=get_live_streams&category_id=1")).isEmpty();
  }

  @Test
  void shouldHaveNoFilmsAndNoSeries() {
    for (String action :
        List.of("get_vod_categories", "get_vod_streams", "get_series_categories", "get_series")) {
      assertThat(panel.api("&action=" + action).toString()).isEqualTo("[]");
    }
    assertThat(panel.api("&action=get_short_epg&stream_id=1").toString())
        .isEqualTo("{\"epg_listings\":[]}");
    assertThat(panel.api("&action=get_account_info").path("user_info").path("auth").asInt())
        .isEqualTo(1);
  }

  private static void assertNumeric(JsonNode object, String... fields) {
    for (String field : fields) {
      assertThat(object.path(field).asText()).as(field).matches("[0-9]+");
    }
  }

  private static Map<String, JsonNodeType> types(JsonNode object) {
    Map<String, JsonNodeType> types = new LinkedHashMap<>();
    object.properties().forEach(field -> types.put(field.getKey(), field.getValue().getNodeType()));
    return types;
  }
}
