package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Looks at {@code /status} again and again while players play. */
final class Watched {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final DemoProcess demo;
  private final String userAgent;

  /** The largest list of clients with the user agent that was ever seen. */
  private List<JsonNode> clients = List.of();

  Watched(DemoProcess demo, Player player) {
    this.demo = demo;
    this.userAgent = player.userAgent();
  }

  /** Looks until something is so; each look checks the accounts of all clients. */
  Watched until(BooleanSupplier met, Duration atMost) {
    await()
        .pollInterval(INTERVAL)
        .atMost(atMost)
        .until(
            () -> {
              look();
              return met.getAsBoolean();
            });
    return this;
  }

  /** The status showed so many such clients at once, and that each of them was sent data. */
  void assertSaw(int count) {
    assertThat(clients).as("clients whose user agent begins with %s", userAgent).hasSize(count);
    assertThat(clients)
        .allSatisfy(client -> assertThat(client.path("droppedChunks").longValue()).isZero());
  }

  private void look() throws IOException {
    List<JsonNode> now = new ArrayList<>();
    for (JsonNode client : demo.clients()) {
      if (client.path("userAgent").textValue().startsWith(userAgent)
          && client.path("sentChunks").longValue() > 0) {
        now.add(client);
      }
    }
    if (now.size() >= clients.size()) {
      clients = now;
    }
  }
}
