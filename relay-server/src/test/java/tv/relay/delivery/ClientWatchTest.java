package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A client that leaves is noticed though nothing is being sent to it. */
class ClientWatchTest {
  private static final Duration PROMISED = Duration.ofSeconds(1);

  private static XnioWorker worker;

  private final AtomicInteger gone = new AtomicInteger();
  private StreamConnection ours;
  private Socket theirs;

  @BeforeAll
  static void startWorker() throws IOException {
    worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
  }

  @AfterAll
  static void stopWorker() {
    worker.shutdownNow();
  }

  @BeforeEach
  void watch() throws Exception {
    CompletableFuture<StreamConnection> watched = new CompletableFuture<>();
    try (AcceptingChannel<StreamConnection> server =
        worker.createStreamConnectionServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ChannelListeners.openListenerAdapter(
                connection -> {
                  ClientWatch.on(connection, gone::incrementAndGet);
                  watched.complete(connection);
                }),
            OptionMap.EMPTY)) {
      server.resumeAccepts();
      InetSocketAddress address = server.getLocalAddress(InetSocketAddress.class);
      theirs = new Socket(address.getAddress(), address.getPort());
      ours = watched.get(5, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void closeBothSides() {
    IoUtils.safeClose(ours);
    IoUtils.safeClose(theirs);
  }

  @Test
  void shouldNoticeAClientThatCloses() throws IOException {
    theirs.close();
    await().atMost(PROMISED).untilAsserted(() -> assertThat(gone).hasPositiveValue());
  }

  /** It has said all it wants to, and it is taken for gone: players don't do this and stay. */
  @Test
  void shouldNoticeAClientThatEndsItsSide() throws IOException {
    theirs.shutdownOutput();
    await().atMost(PROMISED).untilAsserted(() -> assertThat(gone).hasPositiveValue());
  }

  @Test
  void shouldNoticeAClientThatResets() throws IOException {
    theirs.setSoLinger(true, 0);
    theirs.close();
    await().atMost(PROMISED).untilAsserted(() -> assertThat(gone).hasPositiveValue());
  }

  @Test
  void shouldNoticeThatWeClosedOurselves() {
    IoUtils.safeClose(ours);
    await().atMost(PROMISED).untilAsserted(() -> assertThat(gone).hasPositiveValue());
  }

  /** Such as a pipelined request, which no answer will come to. */
  @Test
  void shouldPassOverWhatAClientSaysBehindItsRequest() throws IOException {
    theirs.getOutputStream().write(new byte[32 * 1024]);
    await()
        .during(Duration.ofMillis(100))
        .atMost(PROMISED)
        .untilAsserted(() -> assertThat(gone).hasValue(0));
    theirs.close();
    await().atMost(PROMISED).untilAsserted(() -> assertThat(gone).hasPositiveValue());
  }

  @Test
  void shouldGiveUpAClientThatWillNotStopTalking() throws IOException {
    theirs.getOutputStream().write(new byte[96 * 1024]);
    await().atMost(PROMISED).untilAsserted(() -> assertThat(gone).hasPositiveValue());
  }
}
