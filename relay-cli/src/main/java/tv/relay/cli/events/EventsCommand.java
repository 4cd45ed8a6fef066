package tv.relay.cli.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.PlainText;

/** {@code relay events}. */
@Command(
    name = "events",
    description = {
      "Show what has happened: sources connected, lost and changed, clients given up or evicted.",
      "The server keeps the last 500 events since its start. Times are local."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  relay events", "  relay events --follow", "  relay events --json | grep failover"})
public final class EventsCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/events";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Option(
      names = "--follow",
      fallbackValue = "true",
      description = "Show what comes, too, until stopped with Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", fallbackValue = "true", description = "Print JSON, one event a line.")
  private boolean json;

  @Override
  public Integer call() {
    RelayApi api = access.api();
    PrintWriter out = command.commandLine().getOut();
    long latest = show(api, 0, out);
    if (latest == 0 && !json) {
      out.println("Nothing has happened yet.");
    }
    while (follow && !out.checkError() && secondPasses()) {
      latest = show(api, latest, out);
    }
    return ExitCode.DONE;
  }

  private long show(RelayApi api, long since, PrintWriter out) {
    JsonNode answer = api.get(PATH + "?since=" + since, "events");
    long latest = answer.path("latest").asLong();
    if (latest < since) {
      // The server was restarted, and counts from 1 again.
      return show(api, 0, out);
    }
    for (JsonNode event : answer.path("events")) {
      out.println(json ? JsonOutput.line(event) : line(event));
    }
    return latest;
  }

  private static String line(JsonNode event) {
    return PlainText.of(
        time(event.path("at").asText())
            + "  "
            + (event.path("channel").isTextual() ? event.path("channel").asText() + "  " : "")
            + event.path("text").asText());
  }

  private static String time(String at) {
    try {
      return TIME.format(Instant.parse(at).atZone(ZoneId.systemDefault()));
    } catch (DateTimeParseException e) {
      return at;
    }
  }

  private static boolean secondPasses() {
    try {
      TimeUnit.SECONDS.sleep(1);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
