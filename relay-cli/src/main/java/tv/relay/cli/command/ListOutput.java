package tv.relay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.Screen;
import tv.relay.cli.terminal.Table;

/** How a command prints a list: as a table that fits the terminal, or as JSON. */
public final class ListOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print the API's answer, as JSON.")
  private boolean json;

  /**
   * Prints the list of that name in the answer.
   *
   * @param none what to say to a person when the list is empty
   */
  public void print(JsonNode answer, String name, String none, Function<JsonNode, Table> table) {
    PrintWriter out = command.commandLine().getOut();
    JsonNode list = answer.path(name);
    if (json) {
      out.println(JsonOutput.pretty(answer));
    } else if (list.isEmpty()) {
      out.println(none);
    } else {
      Screen screen = Screen.now(Environment.of(command).variable("COLUMNS"));
      table.apply(list).lines(screen.columns()).forEach(out::println);
    }
  }
}
