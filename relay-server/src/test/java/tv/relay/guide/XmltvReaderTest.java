package tv.relay.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmltvReaderTest {
  private final List<String> read = new ArrayList<>();

  private final GuideSink sink =
      new GuideSink() {
        @Override
        public void channel(String id, List<String> names, String content) {
          read.add("channel " + id + " " + names + " " + content);
        }

        @Override
        public boolean wants(String channelId) {
          return !channelId.equals("unwanted");
        }

        @Override
        public void programme(String channelId, Map<String, String> attributes, String content) {
          read.add("programme " + channelId + " " + attributes + " " + content);
        }
      };

  @Test
  void shouldReadChannelsAndWantedProgrammes() throws IOException {
    read(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE tv SYSTEM "xmltv.dtd">
        <!-- a comment -->
        <tv generator-info-name="x">
          <channel id="a"><display-name lang="en">A &amp; B</display-name><icon src="u?a&amp;b"/></channel>
          <extra><deep/></extra>
          <programme start="20260101000000 +0000" stop="20260101010000 +0000" channel="a">
        <title><![CDATA[<x>]]></title></programme>
          <programme start="20260101000000 +0000" channel="unwanted"><title>No</title></programme>
          <programme channel="a"><title>without start</title></programme>
        </tv>
        """);

    assertThat(read)
        .containsExactly(
            "channel a [A & B] <display-name lang=\"en\">A &amp; B</display-name>"
                + "<icon src=\"u?a&amp;b\"></icon>",
            "programme a {start=20260101000000 +0000, stop=20260101010000 +0000} \n"
                + "<title>&lt;x&gt;</title>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-8", "UTF-16"})
  void shouldReadTheEncodingThatTheGuideSays(String encoding) throws IOException {
    String guide =
        "<?xml version='1.0' encoding='"
            + encoding
            + "'?><tv><channel id='é'><display-name>Télé</display-name></channel></tv>";

    XmltvReader.read(new ByteArrayInputStream(guide.getBytes(Charset.forName(encoding))), sink);

    assertThat(read).containsExactly("channel é [Télé] <display-name>Télé</display-name>");
  }

  @Test
  void shouldLeaveOutEntitiesThatNobodyDeclared() throws IOException {
    read("<tv><channel id='a'><display-name>A&nbsp;B&#233;</display-name></channel></tv>");

    assertThat(read).containsExactly("channel a [ABé] <display-name>ABé</display-name>");
  }

  @Test
  void shouldRefuseEntityBombs() {
    String bomb =
        """
        <?xml version="1.0"?>
        <!DOCTYPE tv [
        <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        ]>
        <tv><channel id="x"><display-name>&b;</display-name></channel></tv>
        """;
    assertThatThrownBy(() -> read(bomb))
        .isInstanceOf(GuideException.class)
        .hasMessageContaining("declares entities");
    byte[] wide =
        bomb.replace("1.0\"", "1.0\" encoding=\"UTF-16\"").getBytes(StandardCharsets.UTF_16);
    // There the declaration isn't seen, and has no effect.
    assertThat(readOrFail(wide)).noneMatch(line -> line.contains("aaaa"));
  }

  @Test
  void shouldOpenNothingElse() {
    String file = getClass().getResource("XmltvReaderTest.class").toString();
    String external =
        "<!DOCTYPE tv SYSTEM '"
            + file
            + "' [<!ELEMENT tv ANY>]>"
            + "<tv><channel id='x'><display-name>ok</display-name></channel></tv>";
    assertThat(readOrFail(external.getBytes(StandardCharsets.UTF_8))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<tv><channel id='",
        "<tv><channel ",
        "<tv><",
        "<tv><!-- ",
        "<tv><programme start='1' channel='a'><title>",
        "<tv><programme start='1' channel='unwanted'><title>",
        "<!DOCTYPE tv [",
        "<?x ",
      })
  void shouldRefuseWhatHasNoEnd(String start) {
    assertThatThrownBy(() -> XmltvReader.read(endless(start, "a"), sink, 1L << 40))
        .isInstanceOf(GuideException.class)
        .hasMessageMatching(".*(256 KB|the XML is broken).*");
  }

  /** The parser holds all of it, and nothing in it is a tag. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "<tv><!-- #<a",
        "<tv><!-- #-> <",
        "<tv><![CDATA[#<a",
        "<tv><channel id='a'><display-name><![CDATA[#]]<",
        "<tv><?x #<a",
        "<?x #<a",
        "<!DOCTYPE tv #<a",
        "<!DOCTYPE tv [#<a",
        "<!DOCTYPE tv [<!-- #<a",
        "<!DOCTYPE tv [#<!ELEMENT a ANY>",
        // In UTF-16 these are bytes that look like an end and a tag in other encodings.
        "<tv><!-- #\u2D2D\u3E3C",
        "<tv><![CDATA[#\u5D5D\u3E3C",
      })
  void shouldRefuseWhatHasNoEndAndLooksLikeTags(String start, String more) {
    for (Charset encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
      assertThatThrownBy(() -> XmltvReader.read(endless(start, more, encoding), sink, 16 << 20))
          .isInstanceOf(GuideException.class)
          .hasMessageMatching(".*(256 KB|the XML is broken).*");
    }
  }

  @Test
  void shouldReadLongCommentsWithTags() throws IOException {
    String comment = "<!--" + "<channel id='b'/>".repeat(15_000) + "-->";
    read("<tv>" + comment.repeat(3) + "<channel id='a'/>" + comment + "</tv>");

    assertThat(read).containsExactly("channel a [] ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>",
        "<programme start='1' channel='a'><b></b></programme>",
        "<channel id='c'/>",
        "<!-- -->",
      })
  void shouldRefuseAGuideWithoutEnd(String piece) {
    assertThatThrownBy(() -> XmltvReader.read(endless("<tv>", piece), sink, 4 << 20))
        .isInstanceOf(GuideException.class)
        .hasMessageMatching(".*(longer than 4 MB|more than 16 deep).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>",
        "#EXTM3U\n",
        "{}",
        "<tv><channel></tv>",
        "<tv>",
        "<!DOCTYPE tv [\0]><tv>"
      })
  void shouldRefuseWhatIsNoGuide(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(GuideException.class)
        .hasMessageContaining("no XMLTV guide");
  }

  /** Java 24 and newer have limits as small as these are here. */
  @Test
  void shouldNotCountAmpersandsAsAttacks() throws IOException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.xml.entityExpansionLimit=2500",
                "-Djdk.xml.totalEntitySizeLimit=10000",
                "-Djdk.xml.maxGeneralEntitySizeLimit=10000",
                "-cp",
                System.getProperty("java.class.path"),
                ManyEntitiesMain.class.getName())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = java.getInputStream()) {
      assertThat(new String(output.readAllBytes(), StandardCharsets.UTF_8))
          .contains(ManyEntitiesMain.PROGRAMMES + " programmes");
    }
  }

  private void read(String guide) throws IOException {
    XmltvReader.read(new ByteArrayInputStream(guide.getBytes(StandardCharsets.UTF_8)), sink);
  }

  private List<String> readOrFail(byte[] guide) {
    try {
      XmltvReader.read(new ByteArrayInputStream(guide), sink);
    } catch (IOException e) {
      // Refusing is as good.
    }
    return read;
  }

  private static InputStream endless(String start, String more) {
    return endless(start, more, StandardCharsets.UTF_8);
  }

  private static InputStream endless(String start, String more, Charset encoding) {
    byte[] begin = start.getBytes(encoding);
    // Its mark of the byte order stands at the beginning only.
    Charset unmarked =
        encoding.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : encoding;
    byte[] block = more.repeat(1 + 8192 / more.length()).getBytes(unmarked);
    InputStream rest =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            at = at == block.length ? 0 : at;
            return block[at++] & 0xFF;
          }
        };
    return new SequenceInputStream(
        Collections.enumeration(List.of(new ByteArrayInputStream(begin), rest)));
  }
}
