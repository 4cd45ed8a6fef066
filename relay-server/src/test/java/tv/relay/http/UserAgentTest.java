package tv.relay.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserAgentTest {
  @Test
  void shouldReadUtf8() {
    assertThat(UserAgent.readable(new String("Küche 📺".getBytes(UTF_8), ISO_8859_1)))
        .isEqualTo("Küche 📺");
  }

  @Test
  void shouldReadLatin1WhereItIsNoUtf8() {
    assertThat(UserAgent.readable("Küche")).isEqualTo("Küche");
  }

  @Test
  void shouldTakeAwayWhatATerminalObeys() {
    assertThat(UserAgent.readable("VLC\u001b[2J\u009b")).isEqualTo("VLC?[2J?");
  }

  @Test
  void shouldBeBoundedWithoutCuttingALetter() {
    String header = new String("📺".repeat(300).getBytes(UTF_8), ISO_8859_1);
    assertThat(UserAgent.readable(header)).isEqualTo("📺".repeat(200));
  }
}
