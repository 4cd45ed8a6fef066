package tv.relay.cli.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.command.ListOutput;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.PlainText;
import tv.relay.cli.terminal.ProgressBar;
import tv.relay.cli.value.ChannelId;

/** What the commands about lists and those about guides have in common. */
final class SubscriptionCommands {
  private SubscriptionCommands() {}

  /** A command about subscriptions of a kind. */
  abstract static class Base implements Callable<Integer> {
    @Spec CommandSpec command;

    @Mixin ServerAccess access;

    /** By the name of the command that this one is a part of. */
    final SubscriptionKind kind() {
      return SubscriptionKind.ofCommand(command.parent().name());
    }

    PrintWriter out() {
      return command.commandLine().getOut();
    }

    /** Subscribes, then waits for what the first fetch brings. */
    void subscribe(RelayApi api, String name, ObjectNode fields, boolean replace) {
      api.get(kind().path(), kind().plural());
      if (!replace && known(api, name)) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            kind().noun() + " " + name + " exists already; --replace puts this in its place");
      }
      api.put(kind().path(name), fields);
      out()
          .println(
              "The relay has "
                  + kind().noun()
                  + " "
                  + name
                  + " and fetches it"
                  + every(fields)
                  + ".");
      out().flush();
      try {
        refreshed(api, name, false).forEach(out()::println);
      } catch (CommandFailure e) {
        throw new CommandFailure(
            e.exitCode(),
            e.getMessage()
                + "\nIt stays and is tried again; 'relay "
                + kind().noun()
                + " remove "
                + name
                + "' ends that.",
            e);
      }
    }

    private boolean known(RelayApi api, String name) {
      for (JsonNode each : api.get(kind().path(), kind().plural()).path(kind().plural())) {
        if (each.path("name").asText().equals(name)) {
          return true;
        }
      }
      return false;
    }

    private static String every(ObjectNode fields) {
      return fields.path("everySeconds").asLong() == 0 ? " on demand" : " from now on";
    }

    List<String> refreshed(RelayApi api, String name, boolean force) {
      JsonNode answer = refresh(api, name, force);
      JsonNode details = answer.path("details");
      return details.has("entries")
          ? ImportText.lines(details, false)
          : List.of(
              PlainText.of(
                  kind().noun() + " " + name + ": " + answer.path("summary").asText("unchanged")));
    }

    JsonNode refresh(RelayApi api, String name, boolean force) {
      String target = kind().path(name) + "/refresh?force=" + force;
      return ProgressBar.during(
          command.commandLine().getErr(),
          "the relay fetches the " + kind().noun(),
          () -> api.postAndWait(target, JsonNodeFactory.instance.objectNode()));
    }
  }

  /** Lists them. */
  abstract static class Listing extends Base {
    @Mixin private ListOutput output;

    @Override
    public Integer call() {
      String none =
          "No " + kind().plural() + " yet. Add one: relay " + kind().noun() + " add NAME URL";
      output.print(
          access.api().get(kind().path(), kind().plural()),
          kind().plural(),
          none,
          all -> SubscriptionText.table(kind(), all));
      return ExitCode.DONE;
    }
  }

  /** A command about one of them. */
  abstract static class OfOne extends Base {
    @Parameters(
        index = "0",
        paramLabel = "NAME",
        converter = ChannelId.class,
        description = "Its name.")
    String name;
  }

  /** Shows one. */
  abstract static class Showing extends OfOne {
    @Option(names = "--json", fallbackValue = "true", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode answer = access.api().get(kind().path(name), "name");
      if (json) {
        out().println(JsonOutput.pretty(answer));
      } else {
        SubscriptionText.lines(answer).forEach(out()::println);
        if (answer.path("details").has("entries")) {
          ImportText.lines(answer.path("details"), true).forEach(out()::println);
        }
      }
      return ExitCode.DONE;
    }
  }

  /** Fetches one now. */
  abstract static class Refreshing extends OfOne {
    @Option(
        names = "--force",
        fallbackValue = "true",
        description = "Take it even if it has not changed or has lost most of what it had.")
    private boolean force;

    @Override
    public Integer call() {
      refreshed(access.api(), name, force).forEach(out()::println);
      return ExitCode.DONE;
    }
  }

  /** Ends one. */
  abstract static class Removing extends OfOne {
    abstract String remark();

    @Override
    public Integer call() {
      access.api().delete(kind().path(name));
      out().println(remark());
      return ExitCode.DONE;
    }
  }
}
