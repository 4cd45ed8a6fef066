package tv.relay.cli.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.relay.cli.value.RequestHeader;

/** The options for what a channel has beside its sources. */
final class ChannelFields {
  private static final int MAX_RESERVE_SECONDS = 60;

  /** With its unit, but for none. */
  private static final Pattern SECONDS = Pattern.compile("(0|\\d{1,3}(?=s))s?");

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

  @Option(
      names = "--reserve",
      paramLabel = "TIME",
      description = {
        "Keep clients so far behind the source that they see nothing of its shorter troubles:"
            + " whole seconds up to 60s, as 10s; 0 for none.",
        "A change holds from when the channel is next connected."
      })
  private String reserve;

  @Option(
      names = "--always-on",
      fallbackValue = "true",
      description =
          "Keep the channel connected whether anybody watches or not; --always-on=false ends it.")
  private Boolean alwaysOn;

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
    if (reserve != null) {
      reserve(node, nullWhenEmpty);
    }
    if (alwaysOn != null) {
      node.put("alwaysOn", alwaysOn);
    }
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

  private void reserve(ObjectNode node, boolean nullWhenEmpty) {
    if (reserve.isBlank()) {
      text(node, "reserveSeconds", "", nullWhenEmpty);
      return;
    }
    Matcher seconds = SECONDS.matcher(reserve.strip());
    if (!seconds.matches() || Integer.parseInt(seconds.group(1)) > MAX_RESERVE_SECONDS) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid value for option '--reserve': '"
              + reserve
              + "' is not a number of whole seconds up to 60s, as 10s; 0 is for none",
          command.findOption("--reserve"),
          reserve);
    }
    node.put("reserveSeconds", Integer.parseInt(seconds.group(1)));
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
