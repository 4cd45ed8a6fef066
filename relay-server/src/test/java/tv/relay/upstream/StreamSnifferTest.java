package tv.relay.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.NumberedStream;
import tv.relay.testing.Programme;

/** What comes is told by its bytes; its content type counts where they say nothing. */
class StreamSnifferTest {
  private static final byte[] PACKETS = new NumberedStream(Programme.numbered(1)).next(400);
  private static final int MP3_FRAME_BYTES = 418;
  private static final int ADTS_FRAME_BYTES = 371;

  @ParameterizedTest
  @ValueSource(
      strings = {"video/mp2t", "", "text/html", "application/json", "audio/mpeg", "text/plain"})
  void shouldKnowPacketsWhateverTheirType(String contentType) throws UpstreamException {
    StreamSniffer sniffer = new StreamSniffer(contentType);
    assertThat(sniffer.decide(PACKETS, 3 * 188, false)).isNull();
    assertThat(sniffer.decide(PACKETS, 3 * 188 + 1, false))
        .isEqualTo(StreamFormat.TRANSPORT_STREAM);
  }

  @Property(tries = 200)
  void shouldKnowPacketsBehindGarbage(
      @ForAll @IntRange(max = 60_000) int garbageBytes, @ForAll Random random) throws IOException {
    byte[] garbage = new byte[garbageBytes];
    random.nextBytes(garbage);
    // By chance it looks like packets once in a few thousand runs.
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = garbage[i] == TsPacket.SYNC ? 0 : garbage[i];
    }
    byte[] stream = joined(garbage, PACKETS);
    StreamSniffer sniffer = new StreamSniffer("video/mp2t");
    if (garbageBytes > 188 * 4) {
      assertThat(sniffer.decide(stream, garbageBytes, false)).isNull();
    }
    assertThat(sniffer.decide(stream, garbageBytes + 188 * 4, false))
        .isEqualTo(StreamFormat.TRANSPORT_STREAM);
  }

  /** At once: the page's end may never come. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html>",
        "<html lang=\"de\">",
        "\r\n\t <!doctype HTML>",
        "<HTML>",
        "\uFEFF<!doctype html>"
      })
  void shouldRefuseAPageWhateverItsType(String start) {
    for (String contentType : new String[] {"text/html", "", "video/mp2t"}) {
      Failure failure = refused(contentType, start.getBytes(UTF_8), false);
      assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_A_STREAM);
      assertThat(failure.reason()).contains("HTML page").contains("login");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXT-X-VERSION:3\n",
        "\n#extm3u\r\n#EXTINF:-1,One\r\n",
        "\uFEFF#EXTM3U\r\n"
      })
  void shouldRefuseAPlaylistWhateverItsType(String start) {
    for (String contentType : new String[] {"application/vnd.apple.mpegurl", "", "video/mp2t"}) {
      Failure failure = refused(contentType, start.getBytes(UTF_8), false);
      assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_A_STREAM);
      assertThat(failure.reason()).contains("playlist");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/x-mpegurl", "application/vnd.apple.mpegurl; charset=utf-8"})
  void shouldRefuseAPlaylistByItsType(String contentType) {
    assertThat(refused(contentType, "#EXTINF:-1,One".getBytes(UTF_8), true).reason())
        .contains("playlist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON;charset=utf-8", "text/plain", "image/png"})
  void shouldRefuseATypeThatIsNoStreamOnceTheBytesHaveHadTheirSay(String contentType)
      throws UpstreamException {
    byte[] json = Arrays.copyOf("{\"error\":\"expired\"}".getBytes(UTF_8), 5000);
    assertThat(new StreamSniffer(contentType).decide(json, 1000, false)).isNull();
    for (Failure failure :
        new Failure[] {
          refused(contentType, json, false), refused(contentType, new byte[20], true)
        }) {
      assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_A_STREAM);
      assertThat(failure.reason()).endsWithIgnoringCase(contentType.split(";", 2)[0]);
    }
  }

  @Test
  void shouldTakeSoundByItsTypeForAnOpaqueStreamSoon() throws UpstreamException {
    byte[] mp3 = frames(MP3_FRAME_BYTES, 0xFF, 0xFB, 0x90, 0x64);
    byte[] adts = frames(ADTS_FRAME_BYTES, 0xFF, 0xF1, 0x50, 0x80);
    assertOpaqueFrom(4 * 1024, "audio/mpeg", mp3);
    assertOpaqueFrom(4 * 1024, "audio/aacp", adts);
    assertOpaqueFrom(4 * 1024, "application/ogg", mp3);
  }

  @Test
  void shouldLookFurtherWhereThereMayBePackets() throws UpstreamException {
    assertOpaqueFrom(64 * 1024, "", frames(MP3_FRAME_BYTES, 0xFF, 0xFB, 0x90, 0x64));
    assertOpaqueFrom(64 * 1024, "video/mp2t", frames(ADTS_FRAME_BYTES, 0xFF, 0xF1, 0x50, 0x80));
    assertOpaqueFrom(64 * 1024, "application/octet-stream", new byte[70_000]);
  }

  @Test
  void shouldNotTakeSomethingCompressedForPackets() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(PACKETS);
    }
    Failure failure = refused("video/mp2t", Arrays.copyOf(compressed.toByteArray(), 9000), true);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.ENDED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 188, 3 * 188})
  void shouldSayHowLittleCame(int bytes) throws UpstreamException {
    assertThat(new StreamSniffer("video/mp2t").decide(PACKETS, bytes, false)).isNull();
    Failure failure = refused("video/mp2t", Arrays.copyOf(PACKETS, bytes), true);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.ENDED);
    assertThat(failure.reason()).contains(bytes + " bytes");
  }

  private static void assertOpaqueFrom(int limitBytes, String contentType, byte[] bytes)
      throws UpstreamException {
    StreamSniffer sniffer = new StreamSniffer(contentType);
    assertThat(sniffer.decide(bytes, limitBytes - 1, false)).isNull();
    assertThat(sniffer.decide(bytes, limitBytes, false)).isEqualTo(StreamFormat.OPAQUE);
  }

  private static Failure refused(String contentType, byte[] bytes, boolean ended) {
    StreamSniffer sniffer = new StreamSniffer(contentType);
    return catchThrowableOfType(
            UpstreamException.class, () -> sniffer.decide(bytes, bytes.length, ended))
        .failure();
  }

  /** Frames without a sync byte of packets in them. */
  private static byte[] frames(int frameBytes, int... header) {
    byte[] frames = new byte[80_000];
    for (int at = 0; at < frames.length; at++) {
      int inFrame = at % frameBytes;
      frames[at] = (byte) (inFrame < header.length ? header[inFrame] : inFrame | 0x80);
    }
    return frames;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
