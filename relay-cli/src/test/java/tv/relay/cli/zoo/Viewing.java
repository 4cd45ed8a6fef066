package tv.relay.cli.zoo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A spectator behind a link of its own. One thread. */
final class Viewing implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long UNLIMITED = Long.MAX_VALUE / 4;

  /** So much has to come behind the last skip that everything it took has come too. */
  private static final int SETTLED_MILLIS = 1_500;

  /** Opens a stream. */
  interface Watching {
    Spectator watch(URI url, Path folder) throws IOException;
  }

  private final ServedAnimal served;
  private final ThrottledLink link;
  private final Spectator spectator;

  private Viewing(ServedAnimal served, ThrottledLink link, Spectator spectator) {
    this.served = served;
    this.link = link;
    this.spectator = spectator;
  }

  static Viewing start(ServedAnimal served, long bytesPerSecond, Watching watching, Path folder)
      throws IOException {
    ThrottledLink link = new ThrottledLink(served.liveUrl(), bytesPerSecond);
    try {
      return new Viewing(served, link, watching.watch(link.url(), folder));
    } catch (IOException | RuntimeException | Error e) {
      link.close();
      throw e;
    }
  }

  ThrottledLink link() {
    return link;
  }

  Spectator spectator() {
    return spectator;
  }

  /** Lets the player go, and then takes what is left over so that the account can be closed. */
  Outcome end(Received.Source source, Oracle oracle, long bytesPerSecond, Duration stopped)
      throws Exception {
    spectator.leave();
    link.rate(UNLIMITED);
    await().atMost(PATIENCE).until(() -> client().path("lagMillis").asLong() < 500);
    long enough = link.carriedBytes() + bytesPerSecond * SETTLED_MILLIS / 1_000;
    await().atMost(PATIENCE).until(() -> link.carriedBytes() > enough);
    JsonNode client = client();
    Capture capture = Capture.of(link.carried());
    return new Outcome(
        spectator.name(),
        client.path("skips").asLong(),
        client.path("droppedChunks").asLong(),
        client.path("droppedMillis").asLong(),
        client.path("drops").toString(),
        client.path("joinSequence").asLong(),
        source.find(capture.bytes()),
        oracle.playAll(capture, spectator.name().toLowerCase(Locale.ROOT)),
        capture,
        spectator.complaints(client.path("skips").asLong(), stopped),
        spectator.summary(),
        link.connections());
  }

  private JsonNode client() throws IOException {
    return served.client(link.addressAtRelay());
  }

  @Override
  public void close() throws IOException {
    try (link) {
      spectator.close();
    }
  }

  /**
   * What came of it.
   *
   * @param oracleLines what ffmpeg says of all that the link has carried
   * @param connections how often the player has connected
   */
  record Outcome(
      String name,
      long skips,
      long droppedChunks,
      long droppedMillis,
      String causes,
      long joinSequence,
      Received received,
      List<String> oracleLines,
      Capture capture,
      List<String> complaints,
      String summary,
      int connections) {

    static final String HEADER =
        """
        | player | skips | chunks | ms | causes | seen: skips | chunks | ms | ffmpeg lines | unannounced | it says | unfair |
        |---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    /** 1 when it has been about to be lapped, 0 when not. */
    int lapped() {
      return causes.contains("lapped") ? 1 : 0;
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %s | %d | %d | %d | %d | %d | %s | %d |%n",
          name,
          skips,
          droppedChunks,
          droppedMillis,
          causes,
          received.holes(),
          received.missingPackets(),
          received.missingNanos() / 1_000_000,
          oracleLines.size(),
          capture.breaks().unannouncedInAll(),
          summary,
          complaints.size());
    }
  }
}
