package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** The promise of exact accounts: head - joined = sent + dropped + lag, in chunks. */
final class Accounts {
  private Accounts() {}

  /** Checks every client of a channel as {@code /status} shows it. */
  static void assertExact(JsonNode channel) {
    for (JsonNode client : channel.path("clients")) {
      long head = channel.path("ring").required("headSequence").longValue();
      long sent = client.required("sentChunks").longValue();
      long dropped = client.required("droppedChunks").longValue();
      long lag = client.required("lagChunks").longValue();
      assertThat(sent + dropped + lag)
          .as("sent + dropped + lag of %s at head %d", client, head)
          .isEqualTo(head - client.required("joinSequence").longValue());
    }
  }
}
