package tv.relay.cli.page;

import java.nio.file.Path;
import java.util.Map;
import tv.relay.cli.program.BuiltRelay;

/** What the command says of the same relay. */
final class Told {
  private Told() {}

  /** {@code relay status} on a very wide terminal. */
  static String status(Path folder, Relay relay) throws Exception {
    Map<String, String> variables =
        Map.of(
            "COLUMNS", "500",
            "RELAY_URL", relay.uri("/").toString(),
            "RELAY_TOKEN", relay.token());
    return BuiltRelay.command(folder, variables, "status").out();
  }
}
