package tv.relay.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tv.relay.registry.ChannelDefinition;

/**
 * {@code /playlist.m3u}: the channels, with URLs under which the client reaches the relay. {@code
 * ?group=} takes those of a group, or of several, {@code ?sort=} orders them, {@code ?player=} adds
 * what a player needs.
 */
final class PlaylistHandler implements HttpHandler {
  static final String PATH = "/playlist.m3u";
  private static final Pattern SEMICOLON = Pattern.compile(";");

  /**
   * Without it Kodi asks for the stream twice, once to look what it is: StreamUtils.cpp of
   * pvr.iptvsimple, GetStreamType and InspectStreamType.
   */
  private static final List<String> KODI = List.of("#KODIPROP:mimetype=video/mp2t");

  private final ChannelOrder order;
  private final Forwarding forwarding;
  private final BooleanSupplier hasGuide;

  PlaylistHandler(ChannelOrder order, Forwarding forwarding, BooleanSupplier hasGuide) {
    this.order = order;
    this.forwarding = forwarding;
    this.hasGuide = hasGuide;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    exchange.getResponseHeaders().put(Answers.ALLOW_ORIGIN, "*");
    if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
      Answers.preflight(exchange);
      return;
    }
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.methodNotAllowed(exchange, Answers.READING);
      return;
    }
    try {
      answer(exchange, new Query(exchange));
    } catch (IllegalArgumentException e) {
      Answers.text(exchange, 400, e.getMessage());
    }
  }

  private void answer(HttpServerExchange exchange, Query query) throws IOException {
    List<String> directives = directives(query.first("player", ""));
    ChannelOrder.By sort = sort(query.first("sort", "number"));
    Set<String> groups =
        query.all("group").stream()
            .map(PlaylistHandler::folded)
            .collect(Collectors.toCollection(TreeSet::new));
    Answers.head(exchange, 200, "audio/x-mpegurl");
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      Answers.headOnly(exchange);
      return;
    }
    String base = forwarding.baseUrl(exchange);
    List<ChannelDefinition> channels = order.channels(sort);
    List<ChannelDefinition> wanted =
        groups.isEmpty() ? channels : channels.stream().filter(c -> isIn(c, groups)).toList();
    PieceSender.send(
        exchange, new PlaylistPieces(wanted, base, hasGuide.getAsBoolean(), directives));
  }

  private static List<String> directives(String player) {
    return switch (folded(player)) {
      case "" -> List.of();
      case "kodi" -> KODI;
      default ->
          throw new IllegalArgumentException(
              "player is kodi or left out; other players need nothing of their own");
    };
  }

  private static ChannelOrder.By sort(String text) {
    return switch (text) {
      case "number" -> ChannelOrder.By.NUMBER;
      case "title" -> ChannelOrder.By.TITLE;
      case "list" -> ChannelOrder.By.LIST;
      default ->
          throw new IllegalArgumentException(
              "sort is number, title or list (the order in which the channels came)");
    };
  }

  private static boolean isIn(ChannelDefinition channel, Set<String> groups) {
    return SEMICOLON
        .splitAsStream(channel.group() == null ? "" : channel.group())
        .anyMatch(group -> groups.contains(folded(group)));
  }

  private static String folded(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
