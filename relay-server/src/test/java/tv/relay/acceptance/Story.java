package tv.relay.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tv.relay.testing.LogLines;

/** What one channel has gone through, as its log and its events tell. One thread. */
final class Story {
  private static final Pattern STEP = Pattern.compile("DEBUG channel (\\S+): [A-Z]+ -> ([A-Z]+)");

  private final RunningRelay relay;
  private final LogLines log;
  private final String channel;

  Story(RunningRelay relay, LogLines log, String channel) {
    this.relay = relay;
    this.log = log;
    this.channel = channel;
  }

  /** The states it passed through after being idle, with a space between. */
  String states() {
    return String.join(
        " ",
        log.lines().stream()
            .map(STEP::matcher)
            .filter(Matcher::matches)
            .filter(step -> step.group(1).equals(channel))
            .map(step -> step.group(2).toLowerCase(Locale.ROOT))
            .toList());
  }

  /** {@code kind: text} of each of its events. */
  List<String> events() {
    JsonNode events = RunningRelay.json(relay.admin().get("/api/v1/events").body()).path("events");
    return StreamSupport.stream(events.spliterator(), false)
        .filter(event -> event.path("channel").asText().equals(channel))
        .map(event -> event.path("kind").asText() + ": " + event.path("text").asText())
        .toList();
  }

  /** What the status says of its first source. */
  JsonNode source() {
    return relay.status(channel).path("sources").path(0);
  }

  String lastError() {
    return relay.status(channel).path("upstream").path("lastError").asText();
  }
}
