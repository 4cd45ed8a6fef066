package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpTest {

  @Test
  void shouldSendMethodTokenAndBodyAndReturnTheAnswer() {
    Script script = Script.status(409, Map.of("X-Why", "because"), "{\"field\":\"urls\"}");
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script)) {
      Http http = Http.at(upstream.uri("/")).withToken("secret");

      Http.Answer answer = http.patch("/api/v1/channels/a?b=c", "{}");

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.header("x-why")).contains("because");
      assertThat(answer.body()).isEqualTo("{\"field\":\"urls\"}");
      RecordedRequest request = upstream.requests().get(0);
      assertThat(request.method()).isEqualTo("PATCH");
      assertThat(request.target()).isEqualTo("/api/v1/channels/a?b=c");
      assertThat(request.header("Authorization")).contains("Bearer secret");
      assertThat(request.header("Content-Type")).contains("application/json");
      assertThat(request.header("Content-Length")).contains("2");
    }
  }

  @Test
  void shouldSendNoTokenUnlessToldTo() {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.status(200))) {
      assertThat(Http.at(upstream.uri("/")).get("/status").status()).isEqualTo(200);
      assertThat(upstream.requests().get(0).header("Authorization")).isEmpty();
      assertThat(upstream.requests().get(0).method()).isEqualTo("GET");
    }
  }
}
