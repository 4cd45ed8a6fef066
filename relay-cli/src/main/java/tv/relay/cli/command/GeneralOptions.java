package tv.relay.cli.command;

import picocli.CommandLine.Option;

/** The options that every command has; {@link Commands} adds them. */
final class GeneralOptions {
  /** The name under which commands have these options mixed in. */
  static final String MIXIN = "general";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  boolean help;

  @Option(
      names = "--verbose",
      fallbackValue = "true",
      description = "When something fails, show the stack trace too.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }
}
