package tv.relay.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class M3uPropertyTest {

  /** What is written comes back as it was, but for double quotes, which no list can hold. */
  @Property(tries = 1000)
  void shouldReadBackWhatIsWritten(@ForAll("entries") M3uEntry entry) {
    StringBuilder list = new StringBuilder();
    M3uWriter.begin(list, "http://r/guide.xml");
    M3uWriter.add(list, entry, List.of("#KODIPROP:mimetype=video/mp2t"));
    M3uWriter.add(list, entry, List.of());

    ReadList read = ReadList.of(list.toString());

    assertThat(read.problems).isEmpty();
    assertThat(read.entries).hasSize(2);
    for (M3uEntry back : read.entries) {
      assertThat(back)
          .usingRecursiveComparison()
          .ignoringFields("line")
          .isEqualTo(withoutDoubleQuotes(entry));
    }
  }

  @Property(tries = 1000)
  void shouldReadOrRefuseWhateverComes(@ForAll("rubbish") String text) throws IOException {
    try {
      ReadList read = ReadList.of(new ByteArrayInputStream(text.getBytes("UTF-8")), 1 << 20, 100);
      assertThat(read.entries).allSatisfy(entry -> assertThat(entry.url()).isNotNull());
    } catch (M3uException e) {
      assertThat(e).hasMessageNotContaining("secret");
    }
  }

  private static M3uEntry withoutDoubleQuotes(M3uEntry entry) {
    return new M3uEntry(
        0,
        quoted(entry.name()),
        entry.id(),
        quoted(entry.tvgId()),
        quoted(entry.group()),
        quoted(entry.logo()),
        entry.number(),
        entry.url(),
        null,
        Map.of());
  }

  private static String quoted(String text) {
    return text == null ? null : text.replace('"', '\'');
  }

  @Provide
  Arbitrary<M3uEntry> entries() {
    Arbitrary<String> text = texts();
    return Combinators.combine(
            text,
            Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(64),
            text.injectNull(0.3),
            text.injectNull(0.3),
            text.injectNull(0.3),
            Arbitraries.integers().between(0, 999_999).map(String::valueOf).injectNull(0.3))
        .as(
            (name, id, tvgId, group, logo, number) ->
                new M3uEntry(
                    0,
                    name,
                    id,
                    tvgId,
                    group,
                    logo,
                    number,
                    "http://relay/live/" + id + ".ts",
                    null,
                    Map.of()));
  }

  /** As definitions keep them: one line, stripped, not empty; much of what M3U is made of. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(
                "\"", "'", ",", "=", " ", ";", "|", "#", "tvg-id=", " tvg-id=\"", "a=\"b\"", "\\"),
            Arbitraries.strings().all().ofMaxLength(10));
    return pieces
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(list -> String.join("", list))
        .map(M3uPropertyTest::kept)
        .filter(text -> !text.isEmpty());
  }

  private static String kept(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  @Provide
  Arbitrary<String> rubbish() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "#EXTM3U",
                "\n",
                "\r\n",
                "#EXTINF:-1 ",
                "tvg-id=\"",
                "\",",
                "http://u:secret@h/1|User-Agent=%C3%A9%",
                "#EXTGRP:",
                "#EXTVLCOPT:http-user-agent=",
                "#KODIPROP:inputstream.adaptive.stream_headers=a=b&c",
                "="),
            Arbitraries.strings().all().ofMaxLength(10))
        .list()
        .ofMaxSize(20)
        .map(list -> "#EXTM3U\n" + String.join("", list));
  }
}
