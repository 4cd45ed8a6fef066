package tv.relay.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.Environment;

/**
 * The whole program's manual page. What commands share is said once: the options of all, and those
 * by which a command finds its server.
 */
final class ManualPage {
  private final Roff roff = new Roff();
  private final CommandSpec root;
  private final Set<String> generalOptions = new LinkedHashSet<>();
  private CommandSpec serverAccess;

  private ManualPage(CommandSpec root) {
    this.root = root;
    for (CommandSpec mixin : root.mixins().values()) {
      mixin.options().forEach(option -> generalOptions.add(option.longestName()));
    }
  }

  static String of(CommandSpec root) {
    return new ManualPage(root).write();
  }

  private String write() {
    String[] description = root.usageMessage().description();
    roff.title(root.name(), root.version()[0]);
    roff.section("NAME").say(root.name() + " - " + description[0].replaceFirst("^A |\\.$", ""));
    roff.section("SYNOPSIS").say(root.name() + " COMMAND [OPTION...]");
    roff.section("DESCRIPTION");
    description(description);
    options(root.options());
    roff.section("COMMANDS");
    commands(root);
    if (serverAccess != null) {
      roff.section("OPTIONS OF COMMANDS THAT TALK TO A SERVER");
      options(serverAccess.options());
    }
    roff.section("EXIT STATUS");
    root.usageMessage().exitCodeList().forEach((code, meaning) -> roff.term(code).say(meaning));
    roff.section("FILES");
    roff.term("$XDG_DATA_HOME/relay, ~/.local/share/relay");
    roff.say("The data folder: channels.json and admin-token, unless --data-dir names another.");
    roff.section("EXAMPLES").verbatim(root.usageMessage().footer());
    return roff.toString();
  }

  private void commands(CommandSpec parent) {
    for (var sub : parent.subcommands().values()) {
      CommandSpec command = sub.getCommandSpec();
      if (command.usageMessage().hidden()) {
        continue;
      }
      roff.subsection(synopsis(command));
      description(command.usageMessage().description());
      parameters(command.positionalParameters());
      List<OptionSpec> own = new ArrayList<>(command.options());
      own.removeIf(option -> generalOptions.contains(option.longestName()));
      boolean talks = takeServerAccess(command);
      if (talks) {
        own.removeIf(option -> serverAccess.findOption(option.longestName()) != null);
      }
      options(own);
      if (talks) {
        roff.paragraph().say("It takes the options of commands that talk to a server, see below.");
      }
      roff.verbatim(command.usageMessage().footer());
      commands(command);
    }
  }

  private boolean takeServerAccess(CommandSpec command) {
    for (CommandSpec mixin : command.mixins().values()) {
      if (mixin.userObject() instanceof ServerAccess) {
        serverAccess = mixin;
        return true;
      }
    }
    return false;
  }

  private static String synopsis(CommandSpec command) {
    StringBuilder synopsis = new StringBuilder(command.qualifiedName());
    if (!command.subcommands().isEmpty()) {
      return synopsis.append(" COMMAND").toString();
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
      synopsis.append(parameter.required() ? " " + label : " [" + label + "]");
    }
    return synopsis.append(" [OPTION...]").toString();
  }

  private void description(String[] lines) {
    for (String line : lines) {
      roff.paragraph().say(line);
    }
  }

  private void parameters(Collection<PositionalParamSpec> parameters) {
    for (PositionalParamSpec parameter : parameters) {
      roff.term(parameter.paramLabel());
      sayAll(parameter);
    }
  }

  private void options(Collection<OptionSpec> options) {
    for (OptionSpec option : options) {
      if (option.hidden()) {
        continue;
      }
      String names = String.join(", ", Arrays.asList(option.names()));
      roff.term(option.arity().max() > 0 ? names + " " + option.paramLabel() : names);
      sayAll(option);
      if (option.defaultValue() != null) {
        roff.brk().say("Default: " + option.defaultValue());
      }
      Environment.twinOf(option).ifPresent(twin -> roff.brk().say("Environment: " + twin));
    }
  }

  private void sayAll(ArgSpec argument) {
    for (String line : argument.description()) {
      roff.say(line);
    }
  }
}
