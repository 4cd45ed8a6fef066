package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tv.relay.access.AccessFormat;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.testing.Http;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * A relay with two channels, news and sport, and the play account anna, who may have one stream.
 * Safe for use by any thread.
 */
final class XtreamRelay implements AutoCloseable {
  static final String LOGIN = "?username=anna&password=sesame-1";

  private final RunningRelay relay;
  private final ScriptedUpstream news = ScriptedUpstream.start(Script.ok());
  private final ScriptedUpstream sport = ScriptedUpstream.start(Programme.numbered(2), Script.ok());

  private XtreamRelay(RunningRelay relay) {
    this.relay = relay;
    relay
        .channel(channel("news", news, "News \"24\"", "News;World", "http://h/n.png", "news.tv", 7))
        .channel(channel("sport", sport, null, null, null, null, null));
    put("anna", "{\"password\":\"sesame-1\",\"maxConnections\":1}");
  }

  static XtreamRelay start() throws Exception {
    return new XtreamRelay(RunningRelay.start());
  }

  /** With an access log. */
  static XtreamRelay logging(Path file) throws Exception {
    return new XtreamRelay(RunningRelay.relay().accessLog(file, AccessFormat.TEXT).start());
  }

  private static ChannelDefinition channel(
      String id,
      ScriptedUpstream source,
      String title,
      String group,
      String logo,
      String tvgId,
      Integer number) {
    return new ChannelDefinition(
        id,
        List.of(SourceUrl.parse(source.uri("/live/u/s3cret/1.ts").toString())),
        title,
        group,
        logo,
        tvgId,
        number,
        null,
        Map.of());
  }

  RunningRelay relay() {
    return relay;
  }

  ScriptedUpstream news() {
    return news;
  }

  ScriptedUpstream sport() {
    return sport;
  }

  Http.Answer get(String path) {
    return relay.http().get(path);
  }

  /** Puts a play account. */
  Http.Answer put(String user, String body) {
    return relay.admin().put("/api/v1/play-accounts/" + user, body);
  }

  /** What anna is answered by {@code player_api.php}. */
  JsonNode api(String more) {
    Http.Answer answer = get("/player_api.php" + LOGIN + more);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    return RunningRelay.json(answer.body());
  }

  int streamId(int index) {
    return api("&action=get_live_streams").path(index).path("stream_id").asInt();
  }

  /** Where anna plays a channel: 0 is news, 1 is sport. */
  URI stream(int index) {
    return relay.uri("/live/anna/sesame-1/" + streamId(index) + ".ts");
  }

  @Override
  public void close() {
    relay.close();
    news.close();
    sport.close();
  }
}
