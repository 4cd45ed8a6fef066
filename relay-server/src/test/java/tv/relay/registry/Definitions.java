package tv.relay.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid definitions: one with every field filled, and random ones. */
final class Definitions {
  private record Sent(String userAgent, Map<String, String> headers) {}

  private Definitions() {}

  static ChannelDefinition full() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Referer", "http://portal/s3cret");
    headers.put("Cookie", "sid=s3cret");
    return new ChannelDefinition(
        "news.hd",
        List.of(
            SourceUrl.parse("http://bob:s3cret@a.example:8080/live/s3cret/7.ts"),
            SourceUrl.parse("https://b.example/7.ts?token=s3cret")),
        "News “HD”",
        "News;HD",
        "http://logos/news.png",
        "news.example",
        7,
        "VLC/3.0",
        headers);
  }

  static ChannelDefinition small(String id) {
    return ChannelDefinition.of(id, SourceUrl.parse("http://host/" + id));
  }

  static ChannelDefinition numbered(String id, Integer number) {
    return new ChannelDefinition(
        id, small(id).urls(), null, null, null, null, number, null, Map.of());
  }

  static ChannelDefinition titled(String id, String title) {
    return new ChannelDefinition(
        id, small(id).urls(), title, null, null, null, null, null, Map.of());
  }

  static Arbitrary<ChannelDefinition> random() {
    Arbitrary<String> text = line(100).injectNull(0.3);
    return Combinators.combine(
            ids(),
            urls().list().ofMinSize(1).ofMaxSize(ChannelDefinition.MAX_URLS),
            text,
            text,
            text.map(line -> line == null ? null : "https://h/" + line.replaceAll("\\s", "")),
            text,
            Arbitraries.integers().between(0, 999_999).injectNull(0.3),
            Combinators.combine(ascii(100).injectNull(0.3), headers()).as(Sent::new))
        .as(
            (id, urls, title, group, logo, tvgId, number, sent) ->
                new ChannelDefinition(
                    id, urls, title, group, logo, tvgId, number, sent.userAgent(), sent.headers()))
        .flatMap(definition -> upkeeps().map(definition::with))
        .flatMap(definition -> origins().map(definition::withOrigin));
  }

  private static Arbitrary<EntryOrigin> origins() {
    return Combinators.combine(
            ids(),
            line(100).filter(text -> !text.isBlank()),
            Arbitraries.subsetOf(EntryOrigin.FIELDS))
        .as(EntryOrigin::new)
        .injectNull(0.3);
  }

  private static Arbitrary<Upkeep> upkeeps() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, Upkeep.MAX_RESERVE_SECONDS))
        .as(Upkeep::new);
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .withChars("._-")
        .ofMinLength(1)
        .ofMaxLength(64)
        .filter(ChannelDefinition::isId);
  }

  private static Arbitrary<SourceUrl> urls() {
    return Combinators.combine(
            Arbitraries.of("http://", "https://"),
            Arbitraries.of("", "bob:pw@", "b%20b:p@ss@"),
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20),
            line(200).filter(s -> s.indexOf(SourceUrlParser.HIDDEN) < 0))
        .as((scheme, user, host, rest) -> SourceUrl.parse(scheme + user + host + "/" + rest));
  }

  private static Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .alpha()
            .numeric()
            .withChars("!#$%&'*+.^_`|~-")
            .ofMinLength(1)
            .ofMaxLength(20)
            .map(name -> "X-" + name);
    return Arbitraries.maps(names, ascii(100).filter(value -> !value.strip().equals("***")))
        .ofMaxSize(8)
        .map(
            map -> {
              Map<String, String> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
              caseless.putAll(map);
              return caseless;
            });
  }

  private static Arbitrary<String> ascii(int maxLength) {
    return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(maxLength);
  }

  /** Any Unicode on one line, pairs of surrogates included. */
  private static Arbitrary<String> line(int maxCodePoints) {
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(' ', Character.MAX_CODE_POINT)
            .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
            .filter(c -> Character.getType(c) != Character.SURROGATE);
    Arbitrary<Integer> usual = Arbitraries.integers().between(' ', '~');
    return Arbitraries.oneOf(usual, any)
        .list()
        .ofMaxSize(maxCodePoints)
        .map(
            list ->
                list.stream()
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString())
        .filter(text -> text.length() <= 256);
  }
}
