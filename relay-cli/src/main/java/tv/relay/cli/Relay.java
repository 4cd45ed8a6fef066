package tv.relay.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import tv.relay.cli.account.AccountCommand;
import tv.relay.cli.bench.BenchCommand;
import tv.relay.cli.channel.ChannelCommand;
import tv.relay.cli.client.ClientCommand;
import tv.relay.cli.command.Commands;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.drain.DrainCommand;
import tv.relay.cli.events.EventsCommand;
import tv.relay.cli.list.GuideCommand;
import tv.relay.cli.list.ImportCommand;
import tv.relay.cli.list.ListCommand;
import tv.relay.cli.manual.ManCommand;
import tv.relay.cli.playaccount.PlayAccountCommand;
import tv.relay.cli.probe.ProbeCommand;
import tv.relay.cli.serve.DemoCommand;
import tv.relay.cli.serve.ServeCommand;
import tv.relay.cli.status.StatusCommand;
import tv.relay.server.Version;

/** The program. */
@Command(
    name = "relay",
    description = {
      "A live IPTV relay: reads each channel once and sends it to any number of players.",
      "'relay COMMAND --help' explains a command. Every option can also be given by the variable"
          + " that its help names."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay demo                               try it, with a built-in channel",
      "  relay serve                              run it",
      "  relay channel add news http://provider.example/news.ts",
      "  relay import provider.m3u --dry-run      or a whole list of channels",
      "  vlc http://127.0.0.1:8080/playlist.m3u   watch",
      "  relay status --watch                     who watches, and how well"
    },
    versionProvider = Relay.RelayVersion.class,
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      ChannelCommand.class,
      AccountCommand.class,
      PlayAccountCommand.class,
      ImportCommand.class,
      ListCommand.class,
      GuideCommand.class,
      ClientCommand.class,
      StatusCommand.class,
      EventsCommand.class,
      DrainCommand.class,
      ProbeCommand.class,
      BenchCommand.class,
      CompletionCommand.class,
      ManCommand.class,
      HelpCommand.class,
      RehearseCommand.class
    })
public final class Relay {
  @Option(
      names = "--version",
      versionHelp = true,
      description = "Show the program's version and end.")
  boolean version;

  private Relay() {}

  /** Runs the command that the arguments name, and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    int exitCode = commandLine(System::getenv).setOut(out).setErr(err).execute(arguments);
    err.flush();
    // A full disk behind standard output must not look like success.
    if (out.checkError() && exitCode == ExitCode.DONE) {
      exitCode = ExitCode.FAILED;
    }
    System.exit(exitCode);
  }

  /**
   * The whole command line, ready to execute.
   *
   * @param variables the environment: a variable's value by its name, or null
   */
  public static CommandLine commandLine(UnaryOperator<String> variables) {
    return Commands.commandLine(new Relay(), variables);
  }

  // UTF-8 whatever the locale, as JSON demands and terminals expect.
  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
  }

  /** The version of program and server, which are built together. */
  static final class RelayVersion implements IVersionProvider {
    RelayVersion() {}

    @Override
    public String[] getVersion() {
      return new String[] {"relay " + Version.NUMBER};
    }
  }
}
