package tv.relay.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpResponseTest {
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
          + "5\r\nabcde\r\n00A;note=1\r\n0123456789\r\n1 \r\nx\r\n";

  private final HttpResponse response = new HttpResponse();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void shouldTakeChunksApartHoweverTheyCome(int pieceBytes) throws Exception {
    assertThat(body(CHUNKED, pieceBytes)).isEqualTo("abcde0123456789x");
    assertThat(response.isOver()).isFalse();
    assertThat(body("0\r\n\r\n", pieceBytes)).isEmpty();
    assertThat(response.isOver()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000})
  void shouldTakeAllAfterTheHeadOtherwise(int pieceBytes) throws Exception {
    assertThat(body("ICY 200 OK\r\nicy-br: 8\r\n\r\nabc\r\n\r\nd", pieceBytes))
        .isEqualTo("abc\r\n\r\nd");
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void shouldKnowTheStatus() throws Exception {
    body("HTTP/1.0 404 Not Found\r\n\r\n", 1_000);

    assertThat(response.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000000000000"
      })
  void shouldRefuseWhatIsNoHttp(String text) {
    assertThatThrownBy(() -> body(text, 1_000)).isInstanceOf(MalformedResponseException.class);
  }

  @Test
  void shouldNotReadAHeadWithoutEnd() {
    String endless = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000);

    assertThatThrownBy(() -> body(endless, 1_000)).hasMessageContaining("16384");
  }

  private String body(String sent, int pieceBytes) throws Exception {
    byte[] bytes = sent.getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at += pieceBytes) {
      ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at));
      for (int n = response.nextBodyBytes(piece); n > 0; n = response.nextBodyBytes(piece)) {
        byte[] taken = new byte[n];
        piece.get(taken);
        body.write(taken);
      }
    }
    return body.toString(StandardCharsets.US_ASCII);
  }
}
