package tv.relay.cli.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import tv.relay.cli.Relay;

/**
 * What a run of the program came to.
 *
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record Run(int exitCode, String out, String err) {

  /** Runs it in an environment of nothing but a home that doesn't exist. */
  public static Run relay(String... arguments) {
    return with(Map.of(), arguments);
  }

  /** Runs it with these variables. */
  public static Run with(Map<String, String> variables, String... arguments) {
    Map<String, String> all = new HashMap<>(Map.of("HOME", "/nonexistent"));
    all.putAll(variables);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Relay.commandLine(all::get)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  /** Runs it against a server. */
  public static Run against(ScriptedServer server, String... arguments) {
    return with(Map.of("RELAY_URL", server.url()), arguments);
  }
}
