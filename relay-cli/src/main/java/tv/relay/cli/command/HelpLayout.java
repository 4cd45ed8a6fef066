package tv.relay.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help that shows, below each option, its default and its twin in the environment. */
final class HelpLayout extends Help {

  private static final int LINE_COLUMNS = 42;

  HelpLayout(CommandSpec command, ColorScheme colors) {
    super(command, colors);
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer usual = super.createDefaultOptionRenderer();
    return (option, labels, colors) -> {
      List<Text[]> rows = new ArrayList<>(Arrays.asList(usual.render(option, labels, colors)));
      Text none = colors.ansi().text("");
      for (String origin : origins(option)) {
        rows.add(new Text[] {none, none, none, none, colors.text(origin)});
      }
      return rows.toArray(new Text[0][]);
    };
  }

  private static List<String> origins(OptionSpec option) {
    List<String> origins = new ArrayList<>();
    if (option.defaultValue() != null) {
      origins.add("Default: " + option.defaultValue());
    }
    Environment.twinOf(option).ifPresent(twin -> origins.add("Environment: " + twin));
    String together = String.join("  ", origins);
    return together.length() <= LINE_COLUMNS ? List.of(together) : origins;
  }
}
