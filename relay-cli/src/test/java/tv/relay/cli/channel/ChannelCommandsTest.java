package tv.relay.cli.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;
import tv.relay.cli.testing.ScriptedServer.Request;

final class ChannelCommandsTest {
  private static final String NEWS =
      """
      {"id":"news","urls":["http://a.example/***","http://b.example/"],"title":"News 24",
       "number":7,"headers":{"Referer":"***"}}""";

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldAddAChannelWithAllThatWasGiven() throws IOException {
    server.answering(201, NEWS);

    Run run =
        Run.against(
            server,
            "channel",
            "add",
            "news",
            "http://a.example/1.ts?k=v",
            "http://b.example/",
            "--title",
            "News 24",
            "--group",
            "A;B",
            "--logo",
            "http://a/l.png",
            "--tvg-id",
            "n24",
            "--number",
            "7",
            "--user-agent",
            "VLC",
            "--header",
            "Referer: http://a/",
            "--header",
            "X-Q: \"a b\"",
            "--reserve",
            "10s",
            "--always-on");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(server.url() + "/live/news.ts");
    Request request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.target()).isEqualTo("/api/v1/channels/news");
    assertThat(request.contentType()).isEqualTo("application/json");
    assertThat(json(request.body()))
        .isEqualTo(
            json(
                """
                {"urls":["http://a.example/1.ts?k=v","http://b.example/"],"title":"News 24",
                 "group":"A;B","logo":"http://a/l.png","tvgId":"n24","number":7,
                 "userAgent":"VLC","reserveSeconds":10,"alwaysOn":true,
                 "headers":{"Referer":"http://a/","X-Q":"\\"a b\\""}}"""));
  }

  @Test
  void shouldEndAReserveAndWhatIsAlwaysOn() throws IOException {
    server.answering(200, NEWS);

    Run run = Run.against(server, "channel", "set", "news", "--reserve", "0", "--always-on=false");

    assertThat(run.exitCode()).isZero();
    assertThat(json(server.onlyRequest().body()))
        .isEqualTo(json("{\"reserveSeconds\":0,\"alwaysOn\":false}"));
  }

  @Test
  void shouldSayWhatAReserveIs() {
    for (String wrong : new String[] {"10", "61s", "1m", "-3s", "soon"}) {
      Run run = Run.against(server, "channel", "add", "news", "http://a/", "--reserve=" + wrong);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("'--reserve': '" + wrong + "'", "as 10s");
    }
  }

  @Test
  void shouldNotReplaceAChannelUnlessTold() {
    server.answering(412, "{\"error\":\"channel news exists\"}");

    Run run = Run.against(server, "channel", "add", "news", "http://a/");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("channel news exists already", "--replace", "relay channel set");
    assertThat(server.onlyRequest().ifNoneMatch()).isEqualTo("*");
  }

  @Test
  void shouldReplaceAChannelWhenTold() {
    server.answering(200, NEWS);

    Run run = Run.against(server, "channel", "add", "news", "http://a/", "--replace");

    assertThat(run.exitCode()).isZero();
    assertThat(server.onlyRequest().ifNoneMatch()).isNull();
  }

  @Test
  void shouldGoOverToTheNextSource() {
    server.answering(200, "{\"source\":\"source 2 of 2, http://b.example/\"}");

    Run run = Run.against(server, "channel", "next", "news");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("uses source 2 of 2, http://b.example/ now");
    assertThat(server.onlyRequest().method()).isEqualTo("POST");
    assertThat(server.onlyRequest().target()).isEqualTo("/api/v1/channels/news/next");
  }

  @Test
  void shouldSayWhenThereIsNoNextSource() {
    server.answering(409, "{\"error\":\"the channel has only one source\",\"field\":\"urls\"}");

    Run run = Run.against(server, "channel", "next", "news");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("the channel has only one source");
  }

  @Test
  void shouldNoticeWhenIdAndUrlAreInTheWrongOrder() {
    Run run = Run.against(server, "channel", "add", "http://a/", "news");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("not a channel id");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void shouldRefuseANumberThatIsNone() {
    Run run = Run.against(server, "channel", "add", "news", "http://a/", "--number", "seven");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--number", "'seven'", "0 to 999999");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void shouldChangeOnlyWhatIsNamedAndRemoveWhatIsEmpty() throws IOException {
    server.answering(200, NEWS);

    Run run =
        Run.against(
            server,
            "channel",
            "set",
            "news",
            "--url",
            "http://c/",
            "--url",
            "http://d/",
            "--title",
            "",
            "--number",
            "",
            "--group",
            "A",
            "--header",
            "Referer:");

    assertThat(run.exitCode()).isZero();
    Request request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("PATCH");
    assertThat(request.contentType()).isEqualTo("application/merge-patch+json");
    assertThat(json(request.body()))
        .isEqualTo(
            json(
                """
                {"urls":["http://c/","http://d/"],"title":null,"number":null,"group":"A",
                 "headers":{"Referer":null}}"""));
  }

  @Test
  void shouldTakeFieldsFromTheEnvironmentAsTheyStandThere() throws IOException {
    server.answering(200, NEWS);

    Run.with(
        Map.of(
            "RELAY_URL", server.url(),
            "RELAY_CHANNEL_SET_TITLE", "${sys:user.home} @home",
            "RELAY_CHANNEL_SET_HEADER", "A: \"x\nB: y\"",
            "RELAY_CHANNEL_SET_URL", "http://c/\nhttp://d/"),
        "channel",
        "set",
        "news");

    assertThat(json(server.onlyRequest().body()))
        .isEqualTo(
            json(
                """
                {"urls":["http://c/","http://d/"],"title":"${sys:user.home} @home",
                 "headers":{"A":"\\"x","B":"y\\""}}"""));
  }

  @Test
  void shouldNotTakeATitleThatWasExportedForAnotherCommand() {
    Run run =
        Run.with(
            Map.of("RELAY_URL", server.url(), "RELAY_TITLE", "A", "RELAY_CHANNEL_ADD_TITLE", "B"),
            "channel",
            "set",
            "news");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Nothing to change");
  }

  @Test
  void shouldNotTakeTheServersUrlForASource() {
    Run run = Run.against(server, "channel", "set", "news");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Nothing to change");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void shouldRemoveAChannel() {
    server.answering(204, "");

    Run run = Run.against(server, "channel", "remove", "news");

    assertThat(run.exitCode()).isZero();
    assertThat(server.onlyRequest().method()).isEqualTo("DELETE");
    assertThat(server.onlyRequest().target()).isEqualTo("/api/v1/channels/news");
  }

  @Test
  void shouldSayWhenAChannelIsUnknown() {
    server.answering(404, "{\"error\":\"there is no channel news\"}");

    Run run = Run.against(server, "channel", "remove", "news");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("there is no channel news");
  }

  @Test
  void shouldListChannels() {
    server.answering(200, "{\"channels\":[" + NEWS + "]}");

    Run run = Run.against(server, "channel", "list");

    assertThat(run.out().lines())
        .containsExactly(
            "CHANNEL  NUMBER  TITLE    GROUP  SOURCES",
            "news          7  News 24         http://a.example/*** and 1 more");
  }

  @Test
  void shouldSayHowToBeginWhenThereAreNoChannels() {
    server.answering(200, "{\"channels\":[]}");

    assertThat(Run.against(server, "channel", "list").out()).contains("relay channel add");
  }

  @Test
  void shouldShowAChannel() {
    server.answering(200, NEWS);

    Run run = Run.against(server, "channel", "show", "news");

    assertThat(server.onlyRequest().target()).isEqualTo("/api/v1/channels/news");
    assertThat(run.out().lines())
        .containsExactly(
            "Channel     news",
            "Number      7",
            "Title       News 24",
            "Source      http://a.example/***",
            "Source      http://b.example/",
            "Header      Referer: ***");
  }

  @Test
  void shouldAskForSecretsOnlyWhenTold() throws IOException {
    server.answering(200, NEWS);

    Run run = Run.against(server, "channel", "show", "news", "--secrets", "--json");

    assertThat(server.onlyRequest().target()).isEqualTo("/api/v1/channels/news?secrets=true");
    assertThat(json(run.out())).isEqualTo(json(NEWS));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
