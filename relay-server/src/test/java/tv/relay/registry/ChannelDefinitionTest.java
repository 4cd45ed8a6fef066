package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelDefinitionTest {
  private static final SourceUrl URL = SourceUrl.parse("http://host/a");

  @ParameterizedTest
  @ValueSource(strings = {"a", "BBC_One.HD-2", "...", "-", "0"})
  void shouldTakeIdsThatAUrlCanHold(String id) {
    assertThat(ChannelDefinition.of(id, URL).id()).isEqualTo(id);
    assertThat(ChannelDefinition.isId(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "a\n", "%41"})
  void shouldRefuseOtherIds(String id) {
    assertThat(ChannelDefinition.isId(id)).isFalse();
    assertThat(refusal(() -> ChannelDefinition.of(id, URL)).field()).isEqualTo("id");
  }

  @Test
  void shouldBoundTheLengthOfAnId() {
    assertThat(ChannelDefinition.isId("a".repeat(64))).isTrue();
    assertThat(ChannelDefinition.isId("a".repeat(65))).isFalse();
    assertThat(ChannelDefinition.isId(null)).isFalse();
  }

  @Test
  void shouldTakeOneToSixteenUrls() {
    assertThat(withUrls(Collections.nCopies(16, URL)).urls()).hasSize(16);
    assertThat(refusal(() -> withUrls(Collections.nCopies(17, URL))).field()).isEqualTo("urls");
    assertThat(refusal(() -> withUrls(List.of())).field()).isEqualTo("urls");
    assertThat(refusal(() -> withUrls(null)).field()).isEqualTo("urls");
  }

  @Test
  void shouldKeepNothingOfTheCallersCollections() {
    List<SourceUrl> urls = new ArrayList<>(List.of(URL));
    Map<String, String> headers = new LinkedHashMap<>(Map.of("Referer", "x"));
    ChannelDefinition definition =
        new ChannelDefinition("a", urls, null, null, null, null, null, null, headers);

    urls.clear();
    headers.clear();

    assertThat(definition.urls()).containsExactly(URL);
    assertThat(definition.headers()).containsOnlyKeys("Referer");
    assertThatThrownBy(() -> definition.headers().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void shouldTakeAnEmptyTextForNone() {
    assertThat(Definitions.titled("a", "  ").title()).isNull();
    assertThat(Definitions.titled("a", " News ").title()).isEqualTo("News");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "group", "logo", "tvgId", "userAgent"})
  void shouldRefuseTextsThatCouldBeginANewLine(String field) {
    assertThat(refusal(() -> withText(field, "s3cret\n#EXTINF")))
        .hasMessageStartingWith(field + ": has a control character")
        .message()
        .doesNotContain("s3cret");
    assertThat(refusal(() -> withText(field, "a\u2028b")).field()).isEqualTo(field);
    assertThat(refusal(() -> withText(field, "a\u007f")).field()).isEqualTo(field);
    assertThat(refusal(() -> withText(field, "a\uDC00")).field()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"title,256", "group,256", "logo,2048", "tvgId,256", "userAgent,256"})
  void shouldBoundTheLengthOfTexts(String field, int maxChars) {
    withText(field, "a".repeat(maxChars));

    assertThat(refusal(() -> withText(field, "a".repeat(maxChars + 1))))
        .hasMessageStartingWith(field + ": ")
        .hasMessageContaining("at most " + maxChars);
  }

  @Test
  void shouldTakeNumbersUpToSixDigits() {
    assertThat(Definitions.numbered("a", 0).number()).isZero();
    assertThat(Definitions.numbered("a", 999_999).number()).isEqualTo(999_999);
    assertThat(refusal(() -> Definitions.numbered("a", -1)).field()).isEqualTo("number");
    assertThat(refusal(() -> Definitions.numbered("a", 1_000_000)).field()).isEqualTo("number");
  }

  @Test
  void shouldKeepTheOrderOfHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : List.of("X-Z", "Referer", "Authorization", "Cookie", "A")) {
      headers.put(name, "v");
    }

    assertThat(List.copyOf(withHeaders(headers).headers().keySet()))
        .isEqualTo(List.copyOf(headers.keySet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "connection",
        "Content-Length",
        "Transfer-Encoding",
        "TE",
        "Trailer",
        "Upgrade",
        "Range",
        "If-Range",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "Expect",
        "HTTP2-Settings",
        "Icy-MetaData",
        "Accept-Encoding"
      })
  void shouldRefuseHeadersThatBelongToTheReader(String name) {
    assertThat(refusal(() -> withHeaders(Map.of(name, "s3cret"))))
        .hasMessageStartingWith("headers." + name + ": is set by the relay itself")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void shouldPointToTheFieldForTheUserAgent() {
    assertThat(refusal(() -> withHeaders(Map.of("user-agent", "x"))))
        .hasMessageContaining("set userAgent instead");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "Cookie: s3cret", "ä", "a\r\nb", "(a)"})
  void shouldRefuseNamesThatAreNoTokens(String name) {
    assertThat(refusal(() -> withHeaders(Map.of(name, "x"))))
        .hasMessageStartingWith("headers: has a name that is no HTTP token")
        .message()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret\r\nHost: x", "s3cret\u0000", "s3cret\u00e9", "s3cret\t"})
  void shouldRefuseValuesThatHttpCantSend(String value) {
    InvalidDefinitionException e = refusal(() -> withHeaders(Map.of("Cookie", value)));

    assertThat(e.field()).isEqualTo("headers.Cookie");
    assertThat(e.getMessage()).doesNotContain("s3cret");
  }

  @Test
  void shouldBoundHeaders() {
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 32; i++) {
      many.put("X-" + i, "v");
    }
    withHeaders(many);
    withHeaders(Map.of("a".repeat(128), "v".repeat(4096)));

    many.put("X-32", "v");
    assertThat(refusal(() -> withHeaders(many)).field()).isEqualTo("headers");
    assertThat(refusal(() -> withHeaders(Map.of("a".repeat(129), "v"))).field())
        .isEqualTo("headers");
    assertThat(refusal(() -> withHeaders(Map.of("A", "v".repeat(4097)))).field())
        .isEqualTo("headers.A");
  }

  @Test
  void shouldRefuseAHeaderThatDiffersFromAnotherInCaseOnly() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cookie", "a");
    headers.put("cookie", "b");

    assertThat(refusal(() -> withHeaders(headers)).field()).isEqualTo("headers.cookie");
  }

  @Test
  void shouldShowNoCredentialsAsText() {
    assertThat(Definitions.full().toString())
        .contains("news.hd", "a.example", "Cookie")
        .doesNotContain("s3cret");
  }

  private static InvalidDefinitionException refusal(ThrowingCallable call) {
    return catchThrowableOfType(InvalidDefinitionException.class, call);
  }

  private static ChannelDefinition withUrls(List<SourceUrl> urls) {
    return new ChannelDefinition("a", urls, null, null, null, null, null, null, null);
  }

  private static ChannelDefinition withHeaders(Map<String, String> headers) {
    return new ChannelDefinition("a", List.of(URL), null, null, null, null, null, null, headers);
  }

  private static ChannelDefinition withText(String field, String text) {
    return new ChannelDefinition(
        "a",
        List.of(URL),
        field.equals("title") ? text : null,
        field.equals("group") ? text : null,
        field.equals("logo") ? text : null,
        field.equals("tvgId") ? text : null,
        null,
        field.equals("userAgent") ? text : null,
        Map.of());
  }
}
