package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelJsonPatchTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The examples of RFC 7396, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"b\"}; {\"a\":\"c\"}; {\"a\":\"c\"}",
        "{\"a\":\"b\"}; {\"b\":\"c\"}; {\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"}; {\"a\":null}; {}",
        "{\"a\":\"b\",\"b\":\"c\"}; {\"a\":null}; {\"b\":\"c\"}",
        "{\"a\":[\"b\"]}; {\"a\":\"c\"}; {\"a\":\"c\"}",
        "{\"a\":\"c\"}; {\"a\":[\"b\"]}; {\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}}; {\"a\":{\"b\":\"d\",\"c\":null}}; {\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]}; {\"a\":[1]}; {\"a\":[1]}",
        "[\"a\",\"b\"]; [\"c\",\"d\"]; [\"c\",\"d\"]",
        "{\"a\":\"b\"}; [\"c\"]; [\"c\"]",
        "{\"a\":\"foo\"}; null; null",
        "{\"a\":\"foo\"}; \"bar\"; \"bar\"",
        "{\"e\":null}; {\"a\":1}; {\"e\":null,\"a\":1}",
        "[1,2]; {\"a\":\"b\",\"c\":null}; {\"a\":\"b\"}",
        "{}; {\"a\":{\"bb\":{\"ccc\":null}}}; {\"a\":{\"bb\":{}}}",
      })
  void shouldMergeAsTheRfcShows(String target, String patch, String merged) throws Exception {
    assertThat(MergePatch.apply(MAPPER.readTree(target), MAPPER.readTree(patch)))
        .isEqualTo(MAPPER.readTree(merged));
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "data:image/png;base64,AA", "//h/x", "http://"})
  void shouldTakeNoLogoThatIsNoAddressOfTheWeb(String logo) {
    assertThat(
            catchThrowableOfType(
                InvalidDefinitionException.class, () -> patch("{\"logo\": \"" + logo + "\"}")))
        .hasMessageContaining("http://");
  }

  @Test
  void shouldLeaveALogoThatIsThereAlready() {
    ChannelDefinition old =
        ChannelJson.ofTree(
            "a",
            ChannelJson.emptyTree()
                .put("logo", "logos/a.png")
                .set("urls", MAPPER.createArrayNode().add("http://h/")));

    assertThat(ChannelJson.patch(old, "{\"title\": \"A\"}".getBytes(StandardCharsets.UTF_8)).logo())
        .isEqualTo("logos/a.png");
  }

  @Test
  void shouldLeaveWhatThePatchDoesNotName() {
    ChannelDefinition before = Definitions.full();

    ChannelDefinition after = patch("{\"title\": \"New\"}");

    assertThat(after.title()).isEqualTo("New");
    assertThat(after.urls()).isEqualTo(before.urls());
    assertThat(after.headers()).isEqualTo(before.headers());
    assertThat(after.number()).isEqualTo(before.number());
  }

  @Test
  void shouldRemoveWhatThePatchSetsToNull() {
    ChannelDefinition after =
        patch("{\"number\": null, \"logo\": null, \"headers\": {\"Cookie\": null}}");

    assertThat(after.number()).isNull();
    assertThat(after.logo()).isNull();
    assertThat(after.headers()).isEqualTo(Map.of("Referer", "http://portal/s3cret"));
  }

  @Test
  void shouldReplaceUrlsAsAWhole() {
    assertThat(patch("{\"urls\": [\"http://new/\"]}").urls())
        .isEqualTo(List.of(SourceUrl.parse("http://new/")));
  }

  @Test
  void shouldChangeNothingForAnEmptyPatch() {
    assertThat(patch("{}")).isEqualTo(Definitions.full());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'urls': null} -> urls",
        "{'urls': ['http://a.example:8080/…']} -> urls[0]",
        "{'headers': {'Cookie': '***'}} -> headers.Cookie",
        "{'headers': {'cookie': 'x'}} -> headers.cookie",
        "{'titel': null} -> titel",
        "{'titel': 'x'} -> titel",
        "{'id': 'other'} -> id",
        "{'number': 'x'} -> number",
        "[] -> body",
        "{ -> body",
      })
  void shouldNameTheFieldThatIsWrong(String given) {
    String[] parts = given.split(" -> ", -1);

    InvalidDefinitionException e =
        catchThrowableOfType(
            InvalidDefinitionException.class, () -> patch(parts[0].replace('\'', '"')));

    assertThat(e.field()).isEqualTo(parts[1]);
    assertThat(e.getMessage()).doesNotContain("s3cret");
  }

  private static ChannelDefinition patch(String json) {
    return ChannelJson.patch(Definitions.full(), json.getBytes(StandardCharsets.UTF_8));
  }
}
