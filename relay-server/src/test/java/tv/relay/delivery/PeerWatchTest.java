package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.ring.Ring;
import tv.relay.testing.LogLines;

/** Who is taken for vanished, by what the kernel says. */
class PeerWatchTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

  /** 198.18.0.2:43690 at 198.18.0.1:8080, on a little-endian machine. */
  private static final String FOUR =
      "   1: 010012C6:1F90 020012C6:AAAA 01 %08X:00000000 01:00000014 %08X     0 0 77 4 f 20\n";

  /** The same over a socket of IPv6, and one that is IPv6. */
  private static final String SIX =
      "   2: 0000000000000000FFFF0000010012C6:1F90 0000000000000000FFFF0000020012C6:AAAA 01"
          + " %08X:00000000 01:00000014 %08X     0        0 77 4 f 20 4 30 10 -1\n";

  @TempDir Path folder;
  private Path table;
  private Path counters;
  private final Ring ring = new Ring(100 * NumberedChunk.BYTES, NumberedChunk.BYTES, 0, 0);
  private final Delivery delivery = new Delivery(DeliveryOptions.defaults());
  private final ManualIoThread ioThread = new ManualIoThread();
  private final List<String> calls = new ArrayList<>();
  private Subscriber subscriber;
  private PeerWatch watch;

  @BeforeEach
  void attach() throws IOException {
    table = folder.resolve("tcp");
    counters = folder.resolve("snmp");
    Fanout fanout = new Fanout("one", ring, delivery, null);
    subscriber =
        fanout.attach(
            new Client(1, "198.18.0.2:43690", "", 0),
            ioThread,
            new Silent(),
            new Join(Duration.ZERO, false),
            () -> {});
    watch =
        new PeerWatch(
            new SocketTable(counters, table), () -> List.of(subscriber), Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    delivery.close();
    ring.release();
  }

  @Test
  void shouldReadBothKindsOfTable() throws IOException {
    Files.writeString(table, HEAD + String.format(FOUR, 300, 2) + "nonsense\n");
    Map<SocketTable.Ends, SocketTable.Debt> four = new SocketTable(counters, table).silent();
    Files.writeString(table, HEAD + String.format(SIX, 300, 2));
    assertThat(four).isEqualTo(new SocketTable(counters, table).silent());
    assertThat(four).containsExactly(Map.entry(subscriber.ends(), new SocketTable.Debt(300, 2)));
  }

  @Test
  void shouldSayWhatToDoWhenTheTableCantBeRead() {
    // It is there, and no file.
    SocketTable folderOnly = new SocketTable(counters, folder);
    try (LogLines log = LogLines.ofRelay();
        PeerWatch started =
            PeerWatch.start(folderOnly, () -> List.of(subscriber), Duration.ofMillis(60))) {
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .anyMatch(
                          line ->
                              line.contains("vanished clients are found late")
                                  && line.contains("please report it")));
      assertThat(started).isNotNull();
    }
  }

  @Test
  void shouldCloseWhoAcknowledgesNothingForTheTimeout() throws IOException {
    assertThat(closedAfter(i -> String.format(FOUR, 300 + 188 * i, 1 + i / 2))).isEqualTo(30);
  }

  @Test
  void shouldNotCloseWhoAcknowledgesSome() throws IOException {
    assertThat(closedAfter(i -> String.format(FOUR, 300 + 188 * (i % 4), 2))).isNegative();
    assertThat(closedAfter(i -> String.format(FOUR, 300, 1 + i % 4))).isNegative();
    assertThat(closedAfter(i -> String.format(FOUR, 300, i % 4 == 0 ? 0 : 9))).isNegative();
  }

  /** A player that pauses acknowledges, though it takes nothing: that has a clock of its own. */
  @Test
  void shouldNotCloseWhoHasNoRoom() throws IOException {
    assertThat(closedAfter(i -> String.format(FOUR, 300_000, 0))).isNegative();
  }

  @Test
  void shouldNotCloseAnother() throws IOException {
    String other = FOUR.replace("AAAA", "AAAB");
    assertThat(closedAfter(i -> String.format(other, 300, 5))).isNegative();
  }

  /** The table is long on a large machine, and most of the time there is nothing in it to see. */
  @Test
  void shouldLookSeldomWhileNothingIsSentAgain() throws IOException {
    assertThat(looksUntilClosed(i -> {})).isEqualTo(3 + 1);
  }

  @Test
  void shouldLookAtOnceWhenSomethingIsSentAgain() throws IOException {
    assertThat(looksUntilClosed(i -> repeated(7 + i))).isEqualTo(2);
  }

  /**
   * Of looks half a minute apart at one who is silent from after the first on: the last, since the
   * one before has seen it.
   */
  private int looksUntilClosed(IntConsumer before) throws IOException {
    repeated(7);
    Files.writeString(table, HEAD);
    watch.look(0, 0);
    Files.writeString(table, HEAD + String.format(FOUR, 300, 2));
    for (int look = 1; look <= 10; look++) {
      before.accept(look);
      watch.look(TimeUnit.SECONDS.toNanos(30L * look), TimeUnit.SECONDS.toNanos(30L * look));
      ioThread.run();
      if (calls.contains("reset")) {
        return look;
      }
    }
    return -1;
  }

  private void repeated(long segments) {
    try {
      Files.writeString(
          counters,
          "Ip: Forwarding\nIp: 1\nTcp: RtoAlgorithm RetransSegs InErrs\nTcp: 1 "
              + segments
              + " 0\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Line {
    String at(int look);
  }

  /** Seconds until it is closed, of a minute with a look each 5 s; or negative. */
  private int closedAfter(Line line) throws IOException {
    for (int look = 1; look <= 12; look++) {
      Files.writeString(table, HEAD + line.at(look));
      watch.look(TimeUnit.SECONDS.toNanos(5L * look - 5), TimeUnit.SECONDS.toNanos(5L * look));
      ioThread.run();
      if (calls.contains("reset")) {
        return 5 * look;
      }
    }
    Files.writeString(table, HEAD);
    watch.look(0, 0);
    return -1;
  }

  /** Takes all and says nothing. */
  private final class Silent extends OpenOutlet {
    @Override
    public void reset() {
      calls.add("reset");
    }

    @Override
    public SocketTable.Ends ends() {
      return new SocketTable.Ends(address(1, 8080), address(2, 43_690));
    }

    private InetSocketAddress address(int last, int port) {
      try {
        return new InetSocketAddress(
            InetAddress.getByAddress(new byte[] {(byte) 198, 18, 0, (byte) last}), port);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
