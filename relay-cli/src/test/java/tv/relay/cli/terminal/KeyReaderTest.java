package tv.relay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyReaderTest {
  @Test
  void shouldMakeKeysOfSequences() throws IOException {
    assertThat(kinds("\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[H\u001b[4~\r\u007f\u001b"))
        .containsExactly(
            Key.Kind.UP,
            Key.Kind.DOWN,
            Key.Kind.PAGE_UP,
            Key.Kind.PAGE_DOWN,
            Key.Kind.HOME,
            Key.Kind.END,
            Key.Kind.ENTER,
            Key.Kind.BACKSPACE,
            Key.Kind.ESCAPE);
  }

  /** A key that isn't known must not become those letters that it consists of. */
  @Test
  void shouldSwallowWhatItDoesNotKnow() throws IOException {
    assertThat(kinds("\u001b[1;5C\u001b[15~\u001bq\u0001")).containsOnly(Key.Kind.NONE);
    assertThat(kinds("\u001b[" + "9".repeat(100))).doesNotContain(Key.Kind.ESCAPE);
  }

  @Test
  void shouldPassCharactersOn() throws IOException {
    assertThat(keys("k?ü")).extracting(Key::character).containsExactly((int) 'k', 63, 252);
  }

  @Test
  void shouldSayWhenTheTerminalIsGone() throws IOException {
    assertThat(new KeyReader(millis -> KeyReader.Characters.END).read(1).kind())
        .isEqualTo(Key.Kind.CLOSED);
  }

  private static List<Key.Kind> kinds(String sent) throws IOException {
    return keys(sent).stream().map(Key::kind).toList();
  }

  private static List<Key> keys(String sent) throws IOException {
    int[] at = {0};
    KeyReader reader =
        new KeyReader(
            millis -> at[0] < sent.length() ? sent.charAt(at[0]++) : KeyReader.Characters.TIMEOUT);
    List<Key> keys = new ArrayList<>();
    while (at[0] < sent.length()) {
      keys.add(reader.read(1));
    }
    return keys;
  }
}
