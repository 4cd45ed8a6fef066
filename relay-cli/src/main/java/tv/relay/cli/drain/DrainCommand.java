package tv.relay.cli.drain;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.value.Durations;

/** {@code relay drain}. */
@Command(
    name = "drain",
    description = {
      "Have the relay end in peace.",
      "From now on it takes no new clients (they get 503) and a balancer sees by /readyz that it is"
          + " not to send any. When those that watch have left, or after the time, their streams"
          + " end after a whole packet, and then the relay. Said again, the new time counts."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  relay drain", "  relay drain --for 10m", "  relay drain --for 0"})
public final class DrainCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/drain";

  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = Durations.OrZero.class,
      description = "How long those that watch may stay.")
  private Duration atMost;

  @Override
  public Integer call() {
    // Up to a whole second: nobody is to be ended before the time.
    long seconds = atMost.plusMillis(999).toSeconds();
    RelayApi api = access.api();
    JsonNode answer = api.post(PATH + "?seconds=" + seconds);
    long clients = answer.path("clients").asLong();
    PrintWriter out = command.commandLine().getOut();
    out.println("The relay at " + api.url() + " takes no new clients. " + next(clients, seconds));
    return ExitCode.DONE;
  }

  private static String next(long clients, long seconds) {
    if (clients == 0) {
      return "Nobody is watching, so it ends now.";
    }
    String who = clients == 1 ? "1 client watches" : clients + " clients watch";
    return seconds == 0
        ? who + "; it ends now."
        : who + "; it ends when nobody is left, in " + Amounts.seconds(seconds) + " at the latest.";
  }
}
