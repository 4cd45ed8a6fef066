package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntryOriginTest {
  private final ChannelDefinition listed =
      Definitions.titled("a", "A").withOrigin(new EntryOrigin("list", "a|A|", Set.of()));

  @Test
  void shouldRememberWhatWasChangedByHand() {
    ChannelDefinition changed = patched(listed, "{\"title\": \"Mine\", \"number\": 7}");

    assertThat(changed.origin())
        .isEqualTo(new EntryOrigin("list", "a|A|", Set.of("title", "number")));
    assertThat(patched(changed, "{\"group\": \"G\", \"title\": \"Mine\"}").origin().kept())
        .containsExactly("group", "number", "title");
  }

  @Test
  void shouldRememberNothingWhenNothingChanged() {
    assertThat(patched(listed, "{\"title\": \"A\"}")).isEqualTo(listed);
  }

  @Test
  void shouldTakeAChangedOriginAsItIs() {
    ChannelDefinition kept = patched(listed, "{\"title\": \"Mine\"}");

    assertThat(patched(kept, "{\"origin\": {\"kept\": null}}").origin()).isEqualTo(listed.origin());
    assertThat(patched(kept, "{\"origin\": null}").origin()).isNull();
  }

  @Test
  void shouldRefuseWhatNoListBrings() {
    assertThatThrownBy(() -> patched(listed, "{\"origin\": {\"kept\": [\"secret\"]}}"))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageStartingWith("origin.kept: names a field that no list brings");
    assertThatThrownBy(() -> patched(listed, "{\"origin\": {\"list\": \"a/b\"}}"))
        .hasMessageStartingWith("origin.list: must be");
    assertThatThrownBy(() -> patched(listed, "{\"origin\": {\"file\": \"x\"}}"))
        .hasMessageStartingWith("origin: has a field beside");
  }

  private static ChannelDefinition patched(ChannelDefinition definition, String patch) {
    return ChannelJson.patch(definition, patch.getBytes(StandardCharsets.UTF_8));
  }
}
