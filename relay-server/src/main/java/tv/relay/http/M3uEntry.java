package tv.relay.http;

import tv.relay.registry.ChannelDefinition;

/** The lines of a channel in an extended M3U. */
final class M3uEntry {
  private M3uEntry() {}

  /** Appends the channel, to be played at that URL. */
  static void append(StringBuilder list, ChannelDefinition channel, String url) {
    String title = channel.title() != null ? channel.title() : channel.id();
    list.append("#EXTINF:-1");
    attribute(list, "tvg-id", channel.tvgId() != null ? channel.tvgId() : channel.id());
    attribute(list, "tvg-name", title);
    if (channel.number() != null) {
      attribute(list, "tvg-chno", channel.number().toString());
    }
    attribute(list, "tvg-logo", channel.logo());
    attribute(list, "group-title", channel.group());
    list.append(',').append(clean(title)).append('\n');
    list.append(url).append('\n');
  }

  private static void attribute(StringBuilder list, String name, String value) {
    if (value != null) {
      list.append(' ').append(name).append("=\"").append(clean(value)).append('"');
    }
  }

  /** Texts come from anywhere: what could end an attribute or a line is replaced. */
  private static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
        .forEach(c -> cleaned.appendCodePoint(c == '"' ? '\'' : c));
    return cleaned.toString();
  }
}
