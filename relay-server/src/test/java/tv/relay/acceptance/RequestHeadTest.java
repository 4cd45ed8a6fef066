package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.relay.server.StartException;
import tv.relay.testing.RawExchange;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** A request's head is bounded in size and time, so that nobody holds a connection for nothing. */
class RequestHeadTest {
  private static final String START = "GET /live/one.ts HTTP/1.1\r\nHost: relay.example\r\n";

  private static RunningRelay relay;
  private static ScriptedUpstream upstream;

  @BeforeAll
  static void start() throws StartException {
    relay = RunningRelay.relay().headerTimeout(Duration.ofMillis(500)).start();
    upstream = ScriptedUpstream.start(Script.ok());
    relay.channel("one", upstream.uri());
  }

  @AfterAll
  static void stop() {
    relay.close();
    upstream.close();
  }

  @Test
  void shouldTakeAHeadOfUsualSize() throws IOException {
    String cookies = "Cookie: " + "c".repeat(8_000) + "\r\n";
    String request = START + cookies + "\r\n";
    assertThat(RawExchange.head(relay.address(), request).status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseAHeaderThatIsTooLong() throws IOException {
    assertRefused(START + "X-Long: " + "x".repeat(100_000) + "\r\n\r\n");
  }

  /** It need not end to be too long. */
  @Test
  void shouldRefuseAHeadWithoutAnEnd() throws IOException {
    assertRefused("GET /" + "x".repeat(100_000));
  }

  @Test
  void shouldRefuseTooManyHeaders() throws IOException {
    assertRefused(START + "X: y\r\n".repeat(500) + "\r\n");
  }

  @Test
  void shouldRefuseTooManyParameters() throws IOException {
    assertRefused("GET /live/one.ts?" + "x=y&".repeat(500) + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  /** What is not much too long is told what is too long, and which limit that is. */
  @Test
  void shouldNameTheLimitThatIsPassed() throws IOException {
    String tooLong = "x".repeat(20_000);
    assertNamed("GET /" + tooLong + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "16384 bytes");
    assertNamed(START + "X: " + tooLong + "\r\n\r\n", 431, "16384 bytes (--max-header-size)");
    assertNamed(START + "X: y\r\n".repeat(120) + "\r\n", 431, "more than 100 headers");
  }

  /** Nothing but lists is long: of the rest not a byte is waited for. */
  @Test
  void shouldRefuseALongBodyWhereThereIsNoUseForOne() throws IOException {
    for (String path : List.of("/api/v1/channels/one", "/api/v1/drain", "/playlist.m3u", "/")) {
      assertNamed(
          "PUT "
              + path
              + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1048577\r\n\r\n",
          413,
          "longer than 1048576 bytes");
    }
    RawExchange.Reply list =
        RawExchange.head(
            relay.address(),
            "POST /api/v1/import HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                + "Content-Length: 1048577\r\n\r\n");
    assertThat(list.status()).as("without a token").isEqualTo(401);
  }

  /** The deadline is that of the whole head: a byte now and then does not put it off. */
  @Test
  void shouldEndAConnectionWhoseHeadDribblesIn() throws IOException {
    try (TsClient player = TsClient.get(relay.live("one"));
        Socket slow = new Socket(relay.address().getAddress(), relay.address().getPort())) {
      slow.getOutputStream().write(START.getBytes(StandardCharsets.US_ASCII));
      slow.setSoTimeout(50);
      RunningRelay.await().until(() -> !stillOpenAfterOneMoreByte(slow));
      // Who has sent a head in time is not meant.
      player.awaitMorePackets(100).verifier().assertComplete();
    }
  }

  @Test
  void shouldEndAConnectionThatSaysNothing() throws IOException {
    try (RawExchange silent = RawExchange.open(relay.address())) {
      assertThat(silent.reply().status()).isZero();
    }
  }

  /** It may ask again in the meantime. */
  @Test
  void shouldEndAConnectionThatAsksNothingMore() throws IOException {
    String request = "GET /playlist.m3u HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawExchange kept = RawExchange.open(relay.address())) {
      assertThat(kept.send(request).headOnly().status()).isEqualTo(200);
      assertThat(kept.send(request).reply().body()).contains("HTTP/1.1 200");
    }
  }

  @Test
  void shouldEndAConnectionWhoseHeadStops() throws IOException {
    RawExchange.Reply reply = RawExchange.exchange(relay.address(), START);
    assertThat(reply.status()).isIn(0, 400, 408);
  }

  private static boolean stillOpenAfterOneMoreByte(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertNamed(String request, int status, String limit) throws IOException {
    RawExchange.Reply reply = RawExchange.exchange(relay.address(), request);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).contains(limit);
  }

  private static void assertRefused(String request) throws IOException {
    RawExchange.Reply reply = RawExchange.exchange(relay.address(), request);
    assertThat(reply.status()).isIn(0, 400, 413, 414, 431);
    assertThat(reply.body()).doesNotContain("Exception");
  }
}
