package tv.relay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainTextTest {
  private static final String HOSTILE =
      "a\u001b[2J\u0007\r\n\t\u009b31m\u007f\u202e\u2066\u200b\u2028\ufeff\ud800\udb40\udc41z";

  @Test
  void shouldSpellOutWhatATerminalWouldObeyOrHide() {
    assertThat(PlainText.of(HOSTILE))
        .isEqualTo(
            "a\\u001b[2J\\u0007\\u000d\\u000a\\u0009\\u009b31m\\u007f\\u202e\\u2066\\u200b\\u2028"
                + "\\ufeff\\ud800\\udb40\\udc41z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "VLC/3.0.24 LibVLC/3.0.24", "Zürich – 東京", "👩‍👩‍👧", "می‌خواهم", "e\u0301"})
  void shouldLeaveHarmlessTextAlone(String text) {
    assertThat(PlainText.of(text)).isSameAs(text);
  }

  @Test
  void shouldKeepJsonLosslessAndHarmless() throws Exception {
    // Half a surrogate has no form in UTF-8 and can't come out of a JSON text that was sent so.
    String hostile = HOSTILE.replace("\ud800", "");
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("title", hostile + "ü");

    String line = JsonOutput.line(node);

    assertThat(line.codePoints().mapToObj(Character::getType))
        .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT);
    assertThat(line).contains("ü");
    assertThat(new ObjectMapper().readTree(line)).isEqualTo(node);
  }
}
