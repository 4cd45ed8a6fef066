package tv.relay.cli.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.relay.cli.value.RequestHeader;

/** The options for what a channel has beside its sources. */
final class ChannelFields {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "Name for people; players show it in their list.")
  private String title;

  @Option(
      names = "--group",
      paramLabel = "TEXT",
      description = "Group in players' lists; several separated by semicolons: 'News;Local'.")
  private String group;

  @Option(
      names = "--logo",
      paramLabel = "URL",
      description = "Picture that players show beside the title.")
  private String logo;

  @Option(
      names = "--tvg-id",
      paramLabel = "ID",
      description = "The channel's id in an electronic programme guide (XMLTV).")
  private String tvgId;

  @Option(
      names = "--number",
      paramLabel = "N",
      description = "Place in players' lists, a whole number from 0 to 999999.")
  private String number;

  @Option(
      names = "--user-agent",
      paramLabel = "TEXT",
      description = "User-Agent that the source is told; without it the relay's own.")
  private String userAgent;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      converter = RequestHeader.Converter.class,
      description =
          "Another header that the source is sent. May be repeated; in the environment, one a"
              + " line.")
  private List<RequestHeader.Lines> headers;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description =
          "Provider's account that all its connections count for; see 'relay account --help'.")
  private String account;

  /** Puts what was given into a new definition; empty values are as good as absent. */
  void define(ObjectNode definition) {
    write(definition, false);
  }

  /** Puts what was given into a merge patch, where an empty value becomes null: remove it. */
  void change(ObjectNode patch) {
    write(patch, true);
  }

  private void write(ObjectNode node, boolean nullWhenEmpty) {
    text(node, "title", title, nullWhenEmpty);
    text(node, "group", group, nullWhenEmpty);
    text(node, "logo", logo, nullWhenEmpty);
    text(node, "tvgId", tvgId, nullWhenEmpty);
    text(node, "number", number, nullWhenEmpty);
    if (node.path("number").isTextual()) {
      node.put("number", wholeNumber());
    }
    text(node, "userAgent", userAgent, nullWhenEmpty);
    text(node, "account", account, nullWhenEmpty);
    if (headers != null) {
      ObjectNode object = node.putObject("headers");
      for (RequestHeader.Lines lines : headers) {
        lines.headers().forEach(h -> text(object, h.name(), h.value(), nullWhenEmpty));
      }
    }
  }

  private static void text(ObjectNode node, String field, String value, boolean nullWhenEmpty) {
    if (value == null) {
      return;
    }
    if (!value.isEmpty()) {
      node.put(field, value);
    } else if (nullWhenEmpty) {
      node.putNull(field);
    }
  }

  private int wholeNumber() {
    if (number.matches("\\d{1,6}")) {
      return Integer.parseInt(number);
    }
    throw new ParameterException(
        command.commandLine(),
        "Invalid value for option '--number': '"
            + number
            + "' is not a whole number from 0 to 999999",
        command.findOption("--number"),
        number);
  }
}
