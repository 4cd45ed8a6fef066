package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChunkDecoderTest {

  private final StringBuilder body = new StringBuilder();
  private final ChunkDecoder decoder =
      new ChunkDecoder(
          (bytes, offset, length) ->
              body.append(new String(bytes, offset, length, StandardCharsets.US_ASCII)));

  @Test
  void shouldDecodeWhateverThePieces() {
    for (char each :
        "4\r\nWiki\r\n6;ext=1\r\npedia \r\nA\r\nin chunks.\r\n0\r\nX: y\r\n\r\n".toCharArray()) {
      assertThat(decoder.done()).isFalse();
      accept(String.valueOf(each));
    }
    assertThat(decoder.done()).isTrue();
    assertThat(body).hasToString("Wikipedia in chunks.");
  }

  @Test
  void shouldRefuseAChunkLongerThanAnnounced() {
    assertThatThrownBy(() -> accept("2\r\nabc\r\n")).hasMessageContaining("longer than announced");
  }

  @Test
  void shouldRefuseBytesAfterTheLastChunk() {
    assertThatThrownBy(() -> accept("0\r\n\r\nx")).hasMessageContaining("after the last chunk");
  }

  private void accept(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    decoder.accept(bytes, 0, bytes.length);
  }
}
