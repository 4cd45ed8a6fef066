package tv.relay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
  private static final String JSON = "Content-Type: application/json; charset=utf-8\r\n";

  @Test
  void shouldReadABodyOfKnownLength() throws IOException {
    HttpAnswer answer = read("HTTP/1.1 404 Not Found\r\n" + JSON + "Content-Length: 2\r\n\r\n{}xx");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{}");
  }

  @Test
  void shouldReadABodyInChunks() throws IOException {
    String head = "HTTP/1.1 200 OK\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n";

    assertThat(read(head + "1\r\n{\r\na;x=y\r\n\"a\":\"\u00fc\"}  \r\n0\r\n\r\n").body().strip())
        .isEqualTo("{\"a\":\"ü\"}");
  }

  @Test
  void shouldReadABodyUpToTheEndOfTheConnection() throws IOException {
    assertThat(read("HTTP/1.0 200\n" + JSON + "\n{}").body()).isEqualTo("{}");
  }

  @Test
  void shouldSkipInformationBeforeTheAnswer() throws IOException {
    assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n").status())
        .isEqualTo(204);
  }

  @Test
  void shouldNotReadABodyThatIsNoJson() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("reads on");
          }
        };
    byte[] head =
        "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    HttpAnswer answer =
        AnswerReader.read(new SequenceInputStream(new ByteArrayInputStream(head), endless));

    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "ICY 200 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: many\r\n\r\n{}"
      })
  void shouldTellWhatIsNotHttp(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(NotHttpException.class);
  }

  @Test
  void shouldNotReadAHeadWithoutEnd() {
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(20_000)))
        .isInstanceOf(NotHttpException.class);
  }

  @Test
  void shouldRefuseBodiesBeyondAllBounds() {
    assertThatThrownBy(
            () -> read("HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 2000000000\r\n\r\n"))
        .hasMessageContaining("longer than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"
      })
  void shouldTellAnAnswerThatEndsTooEarly(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(EOFException.class);
  }

  private static HttpAnswer read(String answer) throws IOException {
    return AnswerReader.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
  }
}
