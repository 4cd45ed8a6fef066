package tv.relay.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which folder holds the relay's state. */
public final class DataDirOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "Folder of the relay's state: channels and admin token.",
        "Default: relay in $XDG_DATA_HOME, or else in ~/.local/share"
      })
  private Path directory;

  /** The folder, whether it exists or not. */
  public Path path(Environment environment) {
    return chosen().orElseGet(() -> usual(environment));
  }

  /** The folder if the option or its twin names one. */
  public Optional<Path> chosen() {
    return Optional.ofNullable(directory);
  }

  private static Path usual(Environment environment) {
    return environment
        .variable("XDG_DATA_HOME")
        .map(Path::of)
        // The XDG rules ask that relative values be ignored.
        .filter(Path::isAbsolute)
        .orElseGet(() -> home(environment).resolve(".local").resolve("share"))
        .resolve("relay");
  }

  private static Path home(Environment environment) {
    return Path.of(environment.variable("HOME").orElse(System.getProperty("user.home")));
  }
}
