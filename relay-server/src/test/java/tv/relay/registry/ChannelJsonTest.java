package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelJsonTest {
  @Test
  void shouldNeedUrlsOnly() {
    assertThat(parse("{\"urls\": [\"http://host/a\"]}"))
        .isEqualTo(ChannelDefinition.of("a", SourceUrl.parse("http://host/a")));
  }

  @Test
  void shouldReadEveryField() {
    ChannelDefinition read =
        parse(
            """
            {"id": "a", "urls": ["http://x/1", "https://y/2"], "title": "T", "group": "G",
             "logo": "http://l/", "tvgId": "t.id", "number": 5, "userAgent": "U/1",
             "headers": {"Referer": "r", "Cookie": "c"}, "alwaysOn": true, "reserveSeconds": 10}
            """);

    assertThat(read.urls())
        .extracting(SourceUrl::original)
        .containsExactly("http://x/1", "https://y/2");
    assertThat(read.title()).isEqualTo("T");
    assertThat(read.group()).isEqualTo("G");
    assertThat(read.logo()).isEqualTo("http://l/");
    assertThat(read.tvgId()).isEqualTo("t.id");
    assertThat(read.number()).isEqualTo(5);
    assertThat(read.userAgent()).isEqualTo("U/1");
    assertThat(read.upkeep()).isEqualTo(new Upkeep(true, 10));
    assertThat(List.copyOf(read.headers().entrySet())).hasToString("[Referer=r, Cookie=c]");
  }

  @Test
  void shouldTakeNullForAbsent() {
    assertThat(
            parse(
                """
                {"urls": ["http://host/a"], "id": null, "title": null, "number": null,
                 "headers": null}
                """))
        .isEqualTo(ChannelDefinition.of("a", SourceUrl.parse("http://host/a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{} -> urls -> is missing",
        "{`urls`: [`http://h/`], `alwaysOn`: `yes`} -> alwaysOn -> must be true or false",
        "{`urls`: [`http://h/`], `reserveSeconds`: `10s`} -> reserveSeconds -> must be a whole",
        "{`urls`: [`http://h/`], `reserveSeconds`: 61} -> reserveSeconds -> must be a whole",
        "{`urls`: [`http://h/`], `reserveSeconds`: -1} -> reserveSeconds -> must be a whole",
        "{`urls`: null} -> urls -> is missing",
        "{`urls`: []} -> urls -> is missing",
        "{`urls`: `http://s3cret/`} -> urls -> must be a list",
        "{`urls`: [`http://h/`, 7]} -> urls[1] -> must be a text",
        "{`urls`: [`http://h/`, null]} -> urls[1] -> must be a text",
        "{`urls`: [`http://h/`, `ftp://s3cret/`]} -> urls[1] -> scheme ftp",
        "{`urls`: [`http://h/`], `titel`: `s3cret`} -> titel -> known fields are",
        "{`urls`: [`http://h/`], `http://s3cret/`: 1} -> body -> known fields are",
        "{`urls`: [`http://h/`], `title`: 7} -> title -> must be a text",
        "{`urls`: [`http://h/`], `group`: [`s3cret`]} -> group -> must be a text",
        "{`urls`: [`http://h/`], `number`: `7`} -> number -> must be a whole number",
        "{`urls`: [`http://h/`], `number`: 7.5} -> number -> must be a whole number",
        "{`urls`: [`http://h/`], `number`: 99999999999999999999} -> number -> 999999",
        "{`urls`: [`http://h/`], `headers`: [`s3cret`]} -> headers -> must be an object",
        "{`urls`: [`http://h/`], `headers`: {`Cookie`: 7}} -> headers.Cookie -> has no value",
        "{`urls`: [`http://h/`], `headers`: {`s3cret: x`: 7}} -> headers -> no HTTP token",
        "{`urls`: [`http://h/`], `id`: `b`} -> id -> differs from the id in the path",
        "{`urls`: [`http://h/`], `id`: 7} -> id -> must be a text",
        "[`s3cret`] -> body -> must be a JSON object",
        "`s3cret` -> body -> must be a JSON object",
        "null -> body -> must be a JSON object",
      })
  void shouldNameTheFieldThatIsWrong(String given) {
    String[] parts = given.split(" -> ", -1);

    InvalidDefinitionException e = refusal(() -> parse(parts[0].replace('`', '"')));

    assertThat(e.field()).isEqualTo(parts[1]);
    assertThat(e.problem()).contains(parts[2]).doesNotContain("s3cret");
    assertThat(e).hasMessage(parts[1] + ": " + e.problem());
  }

  @Test
  void shouldSayWhereTheJsonBreaksWithoutQuotingIt() {
    InvalidDefinitionException e =
        refusal(() -> parse("{\n  \"urls\": [\"http://u:s3cret@h/\"],\n  s3cret\n}"));

    assertThat(e.field()).isEqualTo("body");
    assertThat(e.getMessage()).contains("line 3, column").doesNotContain("s3cret");
    assertThat(e).hasNoCause();
  }

  /** Jackson's own messages repeat a word that it doesn't know, such as a text without quotes. */
  @Test
  void shouldNotQuoteAWordThatIsNoJson() {
    InvalidDefinitionException e = refusal(() -> parse("{\"userAgent\": s3cret}"));

    assertThat(e.getMessage())
        .contains("line 1, column")
        .contains("unexpected character or word")
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"urls\": [\"http://h/\"]",
        "{\"urls\": [\"http://h/\"]} {}",
        "{\"urls\": [\"http://h/\"]} x",
        "{\"urls\": [\"http://h/\"],}",
        "{\"urls\": [\"http://h/\"], \"urls\": [\"http://i/\"]}",
        "{\"title\": \"a\nb\"}",
        "{\"number\": 07}",
        "{\"number\": NaN}",
        "// x\n{}",
        "{'urls': []}"
      })
  void shouldRefuseWhatIsNoJson(String text) {
    assertThat(refusal(() -> parse(text))).hasMessageStartingWith("body: is not valid JSON");
  }

  @Test
  void shouldBoundWhatItReads() {
    assertThat(refusal(() -> parse("[".repeat(100_000)))).hasMessageContaining("nested too deep");
    assertThat(refusal(() -> parse("{\"title\": \"" + "a".repeat(70_000) + "\"}")))
        .hasMessageContaining("too long");
    assertThat(refusal(() -> parse("{\"number\": " + "9".repeat(1000) + "}")))
        .hasMessageContaining("too long");
    assertThat(refusal(() -> parse(" ".repeat(ChannelJson.MAX_BODY_BYTES + 1))))
        .hasMessageContaining("longer than");
  }

  @Test
  void shouldRefuseBytesThatAreNoUtf8AndSayWhere() {
    byte[] body = "{\n\"title\": \"x\"}".getBytes(StandardCharsets.UTF_8);
    body[12] = (byte) 0xFF;

    assertThat(refusal(() -> ChannelJson.parse("a", body)))
        .hasMessageContaining("line 2, column 11")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void shouldRefuseAnIdOfThePathThatIsNone() {
    assertThat(refusal(() -> ChannelJson.parse("a/b", new byte[0])).field()).isEqualTo("id");
  }

  @Test
  void shouldShowNoCredentials() {
    assertThat(ChannelJson.redacted(Definitions.full()))
        .hasToString(
            "{\"id\":\"news.hd\",\"urls\":[\"http://a.example:8080/…\",\"https://b.example/…\"],"
                + "\"title\":\"News “HD”\",\"group\":\"News;HD\","
                + "\"logo\":\"http://logos/news.png\",\"tvgId\":\"news.example\",\"number\":7,"
                + "\"userAgent\":\"VLC/3.0\",\"headers\":{\"Referer\":\"***\",\"Cookie\":\"***\"}}");
  }

  @Test
  void shouldRefuseToTakeARedactedDefinitionBack() {
    byte[] shown =
        ChannelJson.redacted(Definitions.full()).toString().getBytes(StandardCharsets.UTF_8);

    InvalidDefinitionException e = refusal(() -> ChannelJson.parse("news.hd", shown));

    assertThat(e.field()).isEqualTo("urls[0]");
    assertThat(e.problem()).contains("whole URL").contains("PATCH");
  }

  @Test
  void shouldRefuseToTakeARedactedHeaderBack() {
    InvalidDefinitionException e =
        refusal(() -> parse("{\"urls\": [\"http://h/\"], \"headers\": {\"Cookie\": \"***\"}}"));

    assertThat(e.field()).isEqualTo("headers.Cookie");
    assertThat(e.problem()).contains("real value").contains("PATCH");
  }

  private static ChannelDefinition parse(String json) {
    return ChannelJson.parse("a", json.getBytes(StandardCharsets.UTF_8));
  }

  private static InvalidDefinitionException refusal(ThrowingCallable call) {
    return catchThrowableOfType(InvalidDefinitionException.class, call);
  }
}
