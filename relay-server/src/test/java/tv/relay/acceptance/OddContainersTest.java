package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.relay.server.StartException;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** What comes in another container than MPEG-TS in packets of 188 bytes. */
class OddContainersTest {
  private static RunningRelay relay;

  @BeforeAll
  static void start() throws StartException {
    relay = RunningRelay.start();
  }

  @AfterAll
  static void stop() {
    relay.close();
  }

  static Stream<Arguments> longPackets() {
    return Stream.of(
        Arguments.of("m2ts", Script.ok().timeStamps()),
        Arguments.of("m2ts-misaligned", Script.ok().timeStamps().misaligned()),
        Arguments.of("m2ts-named", Script.ok().timeStamps().header("Content-Type", "video/m2ts")),
        Arguments.of("parity", Script.ok().parity()),
        Arguments.of("parity-misaligned", Script.ok().parity().misaligned().chunked()));
  }

  /** Players expect packets of 188 bytes at a URL that ends in .ts. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("longPackets")
  void shouldRelayThePacketsAloneOf(String name, Script script) throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(script)) {
      relay.channel(name, upstream.uri());
      try (TsClient client = TsClient.get(relay.live(name))) {
        assertThat(client.header("Content-Type")).contains("video/mp2t");
        client.awaitPackets(300).verifier().assertComplete();
        assertThat(client.verifier().firstSequence()).isZero();
        JsonNode status = relay.status(name);
        assertThat(status.path("format").asText()).isEqualTo("mpegts");
        assertThat(status.path("upstream").path("skippedBytes").asLong(-1)).isZero();
      }
    }
  }

  static Stream<Arguments> otherStreams() {
    byte[] mp3Header = {(byte) 0xFF, (byte) 0xFB, 0x54, (byte) 0xC4};
    byte[] adtsHeader = {(byte) 0xFF, (byte) 0xF1, 0x50, (byte) 0x80, 0x2E, 0x7F, (byte) 0xFC};
    byte[] oggHeader = "OggS\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] flv = "FLV\u0001\u0005".getBytes(StandardCharsets.US_ASCII);
    byte[] flvTag = {9, 0, 0x0F, (byte) 0xF0};
    return Stream.of(
        // 64 kbit/s at 48 kHz: the frames are as far apart as the packets of M2TS.
        Arguments.of("mp3-silence", "audio/mpeg", frames(mp3Header, 192, true)),
        Arguments.of("mp3-untyped", "application/octet-stream", frames(mp3Header, 192, true)),
        Arguments.of("mp3", "audio/mpeg", frames(mp3Header, 417, false)),
        Arguments.of("aac", "audio/aac", frames(adtsHeader, 371, false)),
        Arguments.of("aacp", "audio/aacp", frames(adtsHeader, 204, true)),
        Arguments.of("ogg", "application/ogg", frames(oggHeader, 4_096, false)),
        Arguments.of("ogg-audio", "audio/ogg", frames(oggHeader, 4_500, false)),
        Arguments.of("flv", "video/x-flv", frames(flvTag, 4_100, false)),
        Arguments.of("flv-mistyped", "video/mp2t", frames(flv, 4_100, false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherStreams")
  void shouldRelayByteForByteWithItsOwnType(String name, String type, byte[] stream)
      throws IOException {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(Script.opaque(type, stream))) {
      relay.channel(name, upstream.uri());
      try (TsClient client = TsClient.get(relay.live(name))) {
        assertThat(client.status()).isEqualTo(200);
        assertThat(client.header("Content-Type")).contains(type);
        client.awaitBytes(stream.length);
        byte[] got = client.bodyStart();
        assertThat(got.length).isGreaterThanOrEqualTo(8_000);
        assertThat(got).isEqualTo(Arrays.copyOf(stream, got.length));
        assertThat(relay.status(name).path("format").asText()).isEqualTo("opaque");
      }
    }
  }

  /** 80 KB of frames that each begin with the header; sync bytes do occur in them. */
  private static byte[] frames(byte[] header, int bytes, boolean allTheSame) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int frame = 0; stream.size() < 80_000; frame++) {
      byte[] content = new byte[bytes];
      new Random(allTheSame ? 0 : frame).nextBytes(content);
      System.arraycopy(header, 0, content, 0, header.length);
      content[header.length + 1] = 0x47;
      stream.writeBytes(content);
    }
    return stream.toByteArray();
  }
}
