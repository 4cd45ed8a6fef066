package tv.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tv.relay.acceptance.XtreamFuzz;
import tv.relay.guide.XmltvFuzz;
import tv.relay.index.StreamIndexFuzz;
import tv.relay.lists.ImportFuzz;
import tv.relay.mpegts.AlignerFuzz;
import tv.relay.mpegts.PacketFuzz;
import tv.relay.mpegts.ProbeFuzz;
import tv.relay.mpegts.SectionFuzz;
import tv.relay.playlist.M3uFuzz;

/**
 * The targets of the fuzzer, with bytes that are made up without looking at what they do: a moment
 * of what {@code scripts/fuzz} does for longer and better.
 */
class ForeignBytesTest {
  private static final List<String> LIST_WORDS =
      List.of(
          "#EXTM3U",
          "#EXTINF:-1",
          "#EXTINF:",
          "tvg-id=",
          "group-title=\"",
          "\"",
          ",",
          "\r\n",
          "\n",
          "#EXTGRP:",
          "#EXTVLCOPT:http-user-agent=",
          "#KODIPROP:",
          "|User-Agent=",
          "http://h/1.ts",
          "http://u:p@h:99999/",
          "rtp://",
          " ",
          "\uFEFF",
          "é",
          "\0");

  private static final List<String> GUIDE_WORDS =
      List.of(
          "<tv>",
          "</tv>",
          "<channel id=\"a\">",
          "</channel>",
          "<display-name>",
          "</display-name>",
          "<programme channel='a' start='20260101'>",
          "</programme>",
          "<!DOCTYPE tv [",
          "]>",
          "<!ENTITY a \"b\">",
          "&a;",
          "&#0;",
          "<![CDATA[",
          "]]>",
          "<!--",
          "-->",
          "<?xml ?>",
          "\"");

  private static final List<String> STREAM_WORDS =
      List.of(
          packet(0x00, 0x10, "\0\0\u00b0\r\0\1\u00c1"),
          packet(0x41, 0x10, "\0\0\1\u00e0\0\0\u0080\u0080\5!"),
          packet(0x1F, 0x30, "\7P\0\0\0\0~\0"),
          "G",
          "\0\0\1",
          "\u00ff\u00ff\u00ff",
          "\0\0\0\0");

  private static final List<String> PLAYER_WORDS =
      List.of(
          "username=anna",
          "username=",
          "&",
          "=",
          "&password=sesame-1",
          "&password=other-1",
          "username=anna&password=sesame-1",
          "&action=get_live_streams",
          "&action=get_live_categories",
          "&action=",
          "&category_id=",
          "anna/",
          "anna/sesame-1/10001.ts",
          "sesame-1/",
          "10001",
          "999999999",
          "99999999999",
          ".ts",
          ".m3u8",
          "news",
          "/",
          "../",
          "?",
          ";",
          "#",
          "%",
          "%2F",
          "%00",
          "%C3%28",
          "é");

  private interface Target {
    void take(byte[] bytes) throws Exception;
  }

  private static final List<Target> OF_STREAMS =
      List.of(
          PacketFuzz::fuzzerTestOneInput,
          AlignerFuzz::fuzzerTestOneInput,
          SectionFuzz::fuzzerTestOneInput,
          ProbeFuzz::fuzzerTestOneInput,
          StreamIndexFuzz::fuzzerTestOneInput);

  @Property(tries = 500)
  void shouldReadAnyStream(@ForAll("streams") byte[] bytes) throws Exception {
    for (Target target : OF_STREAMS) {
      target.take(bytes);
    }
  }

  @Property(tries = 2000)
  void shouldTakeOrRefuseAnyList(@ForAll("lists") byte[] bytes) throws Exception {
    M3uFuzz.fuzzerTestOneInput(bytes);
    ImportFuzz.fuzzerTestOneInput(bytes);
  }

  @Property(tries = 2000)
  void shouldTakeOrRefuseAnyGuide(@ForAll("guides") byte[] bytes) throws Exception {
    XmltvFuzz.fuzzerTestOneInput(bytes);
  }

  @Property(tries = 300)
  void shouldAnswerAnyPlayer(@ForAll("players") byte[] bytes) throws Exception {
    XtreamFuzz.fuzzerTestOneInput(bytes);
  }

  @Provide
  Arbitrary<byte[]> streams() {
    return bytes(STREAM_WORDS, ISO_8859_1, 60);
  }

  @Provide
  Arbitrary<byte[]> lists() {
    return bytes(LIST_WORDS, UTF_8, 40);
  }

  @Provide
  Arbitrary<byte[]> guides() {
    return bytes(GUIDE_WORDS, UTF_8, 40);
  }

  @Provide
  Arbitrary<byte[]> players() {
    return bytes(PLAYER_WORDS, UTF_8, 8);
  }

  /** 188 bytes, those of the header's PID and adaptation field given. */
  private static String packet(int pid, int control, String begin) {
    String head = "G" + (char) pid + (char) 0x11 + (char) control + begin;
    return head + "\u00ff".repeat(188 - head.length());
  }

  /** Words of the format, with bytes of any kind between them. */
  private static Arbitrary<byte[]> bytes(List<String> words, Charset charset, int maxPieces) {
    Arbitrary<byte[]> word = Arbitraries.of(words).map(text -> text.getBytes(charset));
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
    return Arbitraries.oneOf(word, word, word, word, noise)
        .list()
        .ofMaxSize(maxPieces)
        .map(
            pieces -> {
              ByteArrayOutputStream all = new ByteArrayOutputStream();
              pieces.forEach(all::writeBytes);
              return all.toByteArray();
            });
  }
}
