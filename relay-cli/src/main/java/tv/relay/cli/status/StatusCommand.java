package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.Environment;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.status.live.LivePage;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.LiveTerminal;
import tv.relay.cli.terminal.Screen;
import tv.relay.cli.value.ChannelId;

/** {@code relay status}. */
@Command(
    name = "status",
    description = {
      "Show what goes on: channels, their upstreams, who watches and how far behind.",
      "LAG is how far a client is behind the live edge. DROPPED is what was left out, in bytes and"
          + " chunks, for a client that was too slow; it never slows down the others. FAULT says"
          + " whose it is that a client misses something: its link's, the source's, or the relay's.",
      "Of providers' accounts with a limit it shows which channels have their connections, and which"
          + " wait for one.",
      "STARTS is how often a player can start in a stream, or go on after a loss."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay status",
      "  relay status news --watch",
      "  relay status --json | jq '.channels[] | {id, state}'"
    })
public final class StatusCommand implements Callable<Integer> {
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      converter = ChannelId.class,
      description = "Id of a channel; without it, all channels.")
  private String id;

  @Option(
      names = "--watch",
      fallbackValue = "true",
      description =
          "Show it again every second until stopped with q or Ctrl-C. On a terminal as a page"
              + " with keys to select, kick and switch the source (? explains them), otherwise one"
              + " below the other; with --json one document a line.")
  private boolean watch;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print JSON, as the server's /status gives it.")
  private boolean json;

  @Override
  public Integer call() {
    RelayApi api = access.api();
    PrintWriter out = command.commandLine().getOut();
    if (!watch) {
      JsonNode status = fetch(api);
      if (json) {
        out.println(JsonOutput.pretty(status));
      } else {
        lines(status, screen().columns()).forEach(out::println);
      }
      return ExitCode.DONE;
    }
    if (!json && screen().terminal() && !dumb()) {
      JsonNode first = fetch(api);
      out.flush();
      Optional<LiveTerminal> terminal = LiveTerminal.open();
      if (terminal.isPresent()) {
        return live(api, first, terminal.get());
      }
    }
    do {
      show(fetch(api), out);
    } while (!out.checkError() && secondPasses());
    return ExitCode.DONE;
  }

  private int live(RelayApi api, JsonNode first, LiveTerminal opened) {
    try (LiveTerminal terminal = opened) {
      new LivePage(api, () -> fetch(api), coloured()).run(terminal, first);
      return ExitCode.DONE;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the terminal can't be used: " + e.getMessage(), e);
    }
  }

  private boolean dumb() {
    return Environment.of(command).variable("TERM").filter("dumb"::equals).isPresent();
  }

  /** As no-color.org says. */
  private boolean coloured() {
    return Environment.of(command).variable("NO_COLOR").filter(v -> !v.isEmpty()).isEmpty();
  }

  private JsonNode fetch(RelayApi api) {
    return id == null
        ? api.get("/status", "channels")
        : api.get("/status/" + RelayApi.segment(id), "state");
  }

  private void show(JsonNode status, PrintWriter out) {
    if (json) {
      out.println(JsonOutput.line(status));
      return;
    }
    Screen screen = screen();
    List<String> lines = lines(status, screen.columns());
    if (!screen.terminal()) {
      lines.forEach(out::println);
      out.println();
      return;
    }
    StringBuilder frame = new StringBuilder(HOME_AND_CLEAR);
    // More lines than the screen has would scroll, and then "home" isn't where the last one began.
    int room = Math.max(1, screen.rows() - 2);
    lines.stream().limit(room).forEach(line -> frame.append(line).append('\n'));
    if (lines.size() > room) {
      frame.append("… and ").append(lines.size() - room).append(" more lines\n");
    }
    out.print(frame);
  }

  private List<String> lines(JsonNode status, int terminalColumns) {
    return id == null
        ? StatusView.ofServer(status, terminalColumns)
        : StatusView.ofChannel(status, terminalColumns);
  }

  private Screen screen() {
    return Screen.now(Environment.of(command).variable("COLUMNS"));
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
