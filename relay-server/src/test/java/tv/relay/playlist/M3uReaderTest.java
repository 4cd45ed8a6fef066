package tv.relay.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class M3uReaderTest {
  private static final String URL = "http://p.example/live/u/p/1.ts";

  @Test
  void shouldReadAllThatAnEntrySays() {
    M3uEntry entry =
        ReadList.of(
                """
                #EXTM3U url-tvg="http://p.example/guide.xml"

                #EXTINF:-1 tvg-logo="http://l/1.png" group-title="UK;News" tvg-chno="101" \
                tvg-id="bbc1.uk" tvg-name="BBC One" channel-id="bbc",BBC One, London
                http://p.example/live/u/p/1.ts
                """)
            .only();

    assertThat(entry.line()).isEqualTo(3);
    assertThat(entry.name()).isEqualTo("BBC One, London");
    assertThat(entry.id()).isEqualTo("bbc");
    assertThat(entry.tvgId()).isEqualTo("bbc1.uk");
    assertThat(entry.group()).isEqualTo("UK;News");
    assertThat(entry.logo()).isEqualTo("http://l/1.png");
    assertThat(entry.number()).isEqualTo("101");
    assertThat(entry.url()).isEqualTo(URL);
    assertThat(entry.userAgent()).isNull();
    assertThat(entry.headers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1 group-title=\"News, UK\" tvg-id=\"a\",One",
        "-1 tvg-id=a group-title=\"News, UK\",One",
        "0 TVG-ID='a' group-title='News, UK',One",
        "-1, tvg-id=\"a\" group-title=\"News, UK\",One",
        "-1.000 tvg-id = \"a\"  junk group-title= \"News, UK\" tvg-logo=\"\",One",
        "tvg-id=\"a\" group-title=\"News, UK\" tvg-id=\"b\" , One ",
        "-1 tvg-id=\"a\"group-title=\"News, UK\",One",
        "-1 tvg-id=\"a group-title=\"News, UK\",One",
      })
  void shouldReadAttributesHoweverTheyAreWritten(String info) {
    M3uEntry entry = ReadList.of("#EXTM3U\n#EXTINF:" + info + "\n" + URL).only();

    assertThat(entry.tvgId()).isEqualTo("a");
    assertThat(entry.group()).isEqualTo("News, UK");
    assertThat(entry.name()).isEqualTo("One");
  }

  @Test
  void shouldReadUnquotedValuesWithSpacesAndQuotesInQuotes() {
    M3uEntry entry =
        ReadList.of(
                "#EXTM3U\n#EXTINF:-1 group-title=UK News HD tvg-name=\"The \"Best\" of\",x=y\n"
                    + URL)
            .only();

    assertThat(entry.group()).isEqualTo("UK News HD");
    assertThat(entry.name()).isEqualTo("x=y");
    M3uEntry nameless =
        ReadList.of("#EXTM3U\n#EXTINF:-1 tvg-name=\"The \"Best\" of\"\n" + URL).only();
    assertThat(nameless.name()).isEqualTo("The \"Best\" of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", " \r\n\t\r\n"})
  void shouldReadLinesHoweverTheyEnd(String end) {
    String text = String.join(end, "\uFEFF#EXTM3U", "#EXTINF:-1,One", URL, "#EXTINF:-1,Two", URL);

    assertThat(ReadList.of(text).entries).extracting(M3uEntry::name).containsExactly("One", "Two");
  }

  @Test
  void shouldReadAListThatLacksItsFirstLine() {
    assertThat(ReadList.of("# a comment\n#EXTINF:-1,One\n" + URL).only().name()).isEqualTo("One");
  }

  @Test
  void shouldCountLinesTheWayEditorsDo() {
    ReadList list = ReadList.of("#EXTM3U\r\n\r\n#EXTINF:-1,One\r\n#EXTINF:-1,Two\r\n" + URL);

    assertThat(list.problems).containsExactly("3: no address follows this #EXTINF line");
    assertThat(list.entries.get(0).line()).isEqualTo(4);
  }

  @Test
  void shouldReadLatin1WhereALineIsNotUtf8() throws IOException {
    byte[] latin = ("#EXTINF:-1,Télé €\n" + URL + "\n").getBytes(Charset.forName("windows-1252"));
    byte[] utf8 = ("#EXTINF:-1,Первый\n" + URL).getBytes(StandardCharsets.UTF_8);
    byte[] both = new byte[latin.length + utf8.length];
    System.arraycopy(latin, 0, both, 0, latin.length);
    System.arraycopy(utf8, 0, both, latin.length, utf8.length);

    assertThat(ReadList.of(both).entries)
        .extracting(M3uEntry::name)
        .containsExactly("Télé €", "Первый");
  }

  @Test
  void shouldTellWhatPlayersAreToldOfTheRequest() {
    ReadList list =
        ReadList.of(
            """
            #EXTM3U
            #EXTINF:-1,Vlc
            #EXTVLCOPT:http-user-agent=VLC/3.0 +x
            #EXTVLCOPT:http-referrer=http://r/
            #EXTVLCOPT:network-caching=1000
            http://p/1.ts
            #EXTINF:-1,Kodi
            #KODIPROP:inputstream.adaptive.license_key=k
            #KODIPROP:inputstream.adaptive.stream_headers=User-Agent=Mozilla%2F5.0&X-Key=7
            http://p/2.ts
            #EXTINF:-1 user-agent="Lavf",Bar
            http://p/3.ts?a=b|Referer=http%3A%2F%2Fr%2F&User-Agent=Own+Agent%20%C3%A9&seekable=0
            #EXTINF:-1,None
            http://p/4.ts%7Cuser-agent=X
            #EXTINF:-1,Bare
            http://p/5.ts
            """);

    assertThat(list.problems).isEmpty();
    assertThat(list.entries)
        .extracting(M3uEntry::userAgent)
        .containsExactly("VLC/3.0 +x", "Mozilla/5.0", "Lavf", "X", null);
    assertThat(list.entries.get(0).headers()).containsExactly(entry("Referer", "http://r/"));
    assertThat(list.entries.get(1).headers()).containsExactly(entry("X-Key", "7"));
    assertThat(list.entries.get(2).headers()).containsExactly(entry("Referer", "http://r/"));
    assertThat(list.entries.get(4).headers()).isEmpty();
    assertThat(list.entries)
        .extracting(M3uEntry::url)
        .containsExactly(
            "http://p/1.ts",
            "http://p/2.ts",
            "http://p/3.ts?a=b",
            "http://p/4.ts",
            "http://p/5.ts");
  }

  @Test
  void shouldTakeTheGroupBelowTheEntryForItAndTheOneAboveForAllThatFollow() {
    ReadList list =
        ReadList.of(
            """
            #EXTM3U
            #EXTINF:-1,A
            #EXTGRP:Own
            u://1
            #EXTINF:-1,B
            u://2
            #EXTGRP: All
            #EXTINF:-1,C
            u://3
            #EXTINF:-1 group-title="Said",D
            #EXTGRP:Own
            u://4
            #EXTINF:-1,E
            u://5
            """);

    assertThat(list.entries)
        .extracting(M3uEntry::group)
        .containsExactly("Own", null, "All", "Said", "All");
  }

  @Test
  void shouldPassOverALineThatIsTooLongAndTheEntryItBelongsTo() {
    String list =
        "#EXTM3U\n#EXTINF:-1,Long\n" + "x".repeat(70_000) + "\n#EXTINF:-1,One\n" + URL + "\n";

    ReadList read = ReadList.of(list);

    assertThat(read.problems).containsExactly("3: the line is longer than 64 KB; passed over");
    assertThat(read.entries).extracting(M3uEntry::name).containsExactly("One");
  }

  @Test
  void shouldRefuseALineWithoutEnd() {
    assertThatThrownBy(() -> ReadList.of(endless("#EXTM3U\n", 'x'), Long.MAX_VALUE, 10))
        .isInstanceOf(M3uException.class)
        .hasMessage("line 2 has no end: a list is text in lines of at most 64 KB");
  }

  @Test
  void shouldRefuseAListWithoutEnd() {
    String start = "#EXTM3U\n";
    assertThatThrownBy(() -> ReadList.of(endless(start, '\n'), 3 * 1024 * 1024, 10))
        .isInstanceOf(M3uException.class)
        .hasMessageContaining("longer than 3 MB");
    String entries = "#EXTM3U\n" + "http://h/\n".repeat(11);
    assertThatThrownBy(
            () ->
                ReadList.of(
                    new ByteArrayInputStream(entries.getBytes(StandardCharsets.UTF_8)), 1000, 10))
        .isInstanceOf(M3uException.class)
        .hasMessageContaining("more than 10 entries");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "<!DOCTYPE html><p>blocked",
        "G\u0000\u0011binary",
        "{\"error\": 1}",
        "# A heading\n\nand prose",
        "#EXTM3U\n#EXT-X-TARGETDURATION:6\n",
      })
  void shouldRefuseWhatIsNoListAtItsBeginning(String text) {
    assertThatThrownBy(() -> ReadList.of(endlessAfter(text), Long.MAX_VALUE, 10))
        .isInstanceOf(M3uException.class)
        .hasMessageMatching("(?s)this is .*");
  }

  /** The text, and for one that isn't empty rubbish without end. */
  private static InputStream endlessAfter(String text) {
    return text.isBlank()
        ? new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))
        : endless(text, '\n');
  }

  private static InputStream endless(String start, char more) {
    byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
    return new InputStream() {
      private int at;

      @Override
      public int read() {
        return at < bytes.length ? bytes[at++] : more;
      }
    };
  }
}
