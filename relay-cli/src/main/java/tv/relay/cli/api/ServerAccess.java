package tv.relay.cli.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.DataDirOption;
import tv.relay.cli.command.Environment;
import tv.relay.cli.command.ExitCode;

/** The options by which a command finds its server and is let in. */
public final class ServerAccess {
  private static final String TOKEN_FILE = "admin-token";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      converter = ServerUrl.Converter.class,
      description = "The relay to talk to.")
  private ServerUrl server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = {
        "The server's admin token. Others can see it in the list of processes: better use the"
            + " environment, or the data folder's token file.",
        "Default: what that file holds, if it can be read and the server is on this machine or"
            + " --data-dir is given."
      })
  private String token;

  @Mixin private DataDirOption dataDir;

  /** The API of the server that the options name. */
  public RelayApi api() {
    return new RelayApi(server, token == null ? tokenOfFile() : Optional.of(checked(token)));
  }

  private Optional<String> tokenOfFile() {
    Path file = dataDir.path(Environment.of(command)).resolve(TOKEN_FILE);
    // A token is never handed to a machine that nobody said it belongs to.
    if (!Files.isReadable(file) || !(dataDir.chosen().isPresent() || server.local())) {
      return Optional.empty();
    }
    try {
      return Optional.of(checked(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "cannot read the token file " + file + ": " + e.getMessage(), e);
    }
  }

  private static String checked(String token) {
    if (!token.matches("[!-~]+")) {
      throw new CommandFailure(
          ExitCode.USAGE, "the admin token is empty or has characters that no token has");
    }
    return token;
  }
}
