package tv.relay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.relay.cli.testing.StreamCheck;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.TsPacket;

@Timeout(60)
class DemoUpstreamTest {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final DemoUpstream upstream;

  DemoUpstreamTest() throws IOException {
    upstream = DemoUpstream.start();
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void shouldListenOnLoopbackOnly() {
    assertThat(upstream.url().toString()).matches("http://127\\.0\\.0\\.1:[1-9]\\d*/demo\\.ts");
  }

  /**
   * The stream's own clock is held against ours: never further ahead than the lead and one picture,
   * since we begin to count before the server does. How far behind it may fall depends on the
   * machine, so that bound is wide.
   */
  @Test
  void shouldPlayWholePacketsInRealTime() throws Exception {
    StreamCheck check = new StreamCheck();
    long startNanos = System.nanoTime();
    long aheadNanos = Long.MIN_VALUE;
    long elapsedNanos = 0;
    HttpResponse<InputStream> response = get();
    try (InputStream body = response.body()) {
      while (check.pcrSpan() < 2 * PcrClock.TICKS_PER_SECOND) {
        check.accept(body.readNBytes(TsPacket.BYTES), 0);
        elapsedNanos = System.nanoTime() - startNanos;
        aheadNanos = Math.max(aheadNanos, check.pcrSpan() * 1000 / 27 - elapsedNanos);
      }
    }

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("video/mp2t");
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    assertThat(Duration.ofNanos(aheadNanos)).isLessThan(Duration.ofMillis(340));
    assertThat(Duration.ofNanos(elapsedNanos)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void shouldStartEachConnectionAtTheBeginning() throws Exception {
    byte[] start = new byte[TsPacket.BYTES];
    Clip.load().copyPacket(0, start, 0);
    for (int i = 0; i < 2; i++) {
      try (InputStream body = get().body()) {
        assertThat(body.readNBytes(TsPacket.BYTES)).isEqualTo(start);
      }
    }
  }

  @Test
  void shouldDescribeTheStreamToHead() throws Exception {
    HttpResponse<String> response = send("HEAD", upstream.url().getPath());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("video/mp2t");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void shouldRefuseOtherPathsAndMethods() throws Exception {
    assertThat(send("GET", "/demo.tsx").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/demo.ts").statusCode()).isEqualTo(405);
  }

  @Test
  void shouldRefuseOneTooManyAndTakeTheNextWhenOneHasLeft() throws Exception {
    List<InputStream> bodies = new ArrayList<>();
    for (int i = 0; i < DemoUpstream.MAX_STREAMS; i++) {
      bodies.add(get().body());
    }

    HttpResponse<InputStream> refused = get();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();

    bodies.get(0).close();
    await()
        .untilAsserted(
            () -> {
              HttpResponse<InputStream> taken = get();
              bodies.add(taken.body());
              assertThat(taken.statusCode()).isEqualTo(200);
            });
    for (InputStream body : bodies) {
      body.close();
    }
  }

  @Test
  void shouldEndAllConnectionsOnClose() throws Exception {
    InputStream body = get().body();
    body.readNBytes(TsPacket.BYTES);

    upstream.close();

    assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    assertThatThrownBy(this::get).isInstanceOf(ConnectException.class);
    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("demo-")));
  }

  private HttpResponse<InputStream> get() throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(upstream.url()).build(), BodyHandlers.ofInputStream());
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(upstream.url().resolve(path))
            .method(method, BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
