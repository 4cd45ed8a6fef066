package tv.relay.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.relay.cli.testing.Run;
import tv.relay.cli.testing.ScriptedServer;
import tv.relay.cli.testing.ScriptedServer.Request;

final class AccountCommandsTest {
  private static final String PROV =
      """
      {"name":"prov","maxConnections":1,"settleMillis":700,"source":"http://p.example/…"}""";

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
  void shouldAddAnAccountWithAllThatWasGiven() throws IOException {
    server.answering(201, PROV);

    Run run =
        Run.against(
            server,
            "account",
            "add",
            "prov",
            "--max-connections",
            "1",
            "--settle",
            "700ms",
            "--source",
            "http://p.example/live/u/pw/1.ts");

    assertThat(run.exitCode()).isZero();
    Request request = server.onlyRequest();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.target()).isEqualTo("/api/v1/accounts/prov");
    assertThat(request.ifNoneMatch()).isEqualTo("*");
    assertThat(json(request.body()))
        .isEqualTo(
            json(
                """
                {"maxConnections":1,"settleMillis":700,
                 "source":"http://p.example/live/u/pw/1.ts"}"""));
    assertThat(run.out()).doesNotContain("pw");
  }

  @Test
  void shouldNotReplaceAnAccountUnlessTold() {
    server.answering(412, "{\"error\":\"exists\"}");

    Run run = Run.against(server, "account", "add", "prov", "--max-connections", "1");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("account prov exists already", "--replace");
  }

  @Test
  void shouldRefuseWhatCantBe() {
    assertThat(Run.against(server, "account", "add", "prov").err()).contains("--max-connections");
    assertThat(Run.against(server, "account", "add", "a/b", "--max-connections", "1").err())
        .contains("not an account's name");
    assertThat(Run.against(server, "account", "add", "a", "--max-connections", "0").exitCode())
        .isEqualTo(2);
    assertThat(Run.against(server, "account", "set", "a").err()).contains("Nothing to change");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void shouldListAccounts() {
    server.answering(200, "{\"accounts\":[" + PROV + "]}");

    Run run = Run.against(server, "account", "list");

    assertThat(run.out()).contains("prov", "700 ms", "http://p.example/");
  }

  @Test
  void shouldSayHowToAddTheFirst() {
    server.answering(200, "{\"accounts\":[]}");

    assertThat(Run.against(server, "account", "list").out()).contains("relay account add");
  }

  @Test
  void shouldRemoveAnAccount() {
    server.answering(204, "");

    Run run = Run.against(server, "account", "remove", "prov");

    assertThat(run.exitCode()).isZero();
    assertThat(server.onlyRequest().method()).isEqualTo("DELETE");
  }

  @Test
  void shouldSayWhyAnAccountStays() {
    server.answering(409, "{\"error\":\"the account is named by the channel news\"}");

    Run run = Run.against(server, "account", "remove", "prov");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("named by the channel news");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
