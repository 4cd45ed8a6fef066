package tv.relay.lists;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tv.relay.playlist.M3uEntry;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;

/** Makes what lists write fit the rules of a definition. What can't be kept is left out. */
final class EntryTexts {
  static final int MAX_CHARS = 256;
  private static final int MAX_LOGO_CHARS = 2048;
  private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,6})");

  private EntryTexts() {}

  static ListedChannel channel(M3uEntry entry, String name, String group, SourceUrl url) {
    String tvgId = line(entry.tvgId(), MAX_CHARS);
    String id = ChannelDefinition.isId(entry.id()) ? entry.id() : null;
    ListedChannel channel =
        new ListedChannel(
            entry.line(),
            id,
            EntryKey.of(tvgId, name, url),
            List.of(url),
            name,
            group,
            logo(entry.logo()),
            tvgId,
            number(entry.number()),
            ascii(entry.userAgent()),
            headers(entry.headers()));
    // The rules for headers are the registry's; a definition of them is made to ask it.
    if (!channel.headers().isEmpty()) {
      new ChannelDefinition(
          "any", channel.urls(), null, null, null, null, null, null, channel.headers());
    }
    return channel;
  }

  /** One line of at most so many characters, or null when nothing is left. */
  static String line(String text, int maxChars) {
    if (text == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .takeWhile(c -> kept.length() + Character.charCount(c) <= maxChars)
        .forEach(kept::appendCodePoint);
    String line = kept.toString().strip();
    return line.isEmpty() ? null : line;
  }

  /** Half an address is none, and pictures inside the list are too large to be kept. */
  private static String logo(String text) {
    String whole = line(text, Integer.MAX_VALUE);
    return whole == null || whole.length() > MAX_LOGO_CHARS || !ChannelDefinition.isLogo(whole)
        ? null
        : whole;
  }

  private static Integer number(String text) {
    if (text == null) {
      return null;
    }
    var matcher = NUMBER.matcher(text.strip());
    return matcher.matches() ? Integer.valueOf(matcher.group(1)) : null;
  }

  private static String ascii(String text) {
    String line = line(text, MAX_CHARS);
    return line != null && line.chars().allMatch(c -> c < 0x80) ? line : null;
  }

  private static Map<String, String> headers(Map<String, String> headers) {
    if (headers.isEmpty()) {
      return headers;
    }
    Map<String, String> kept = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          String line = line(value, Integer.MAX_VALUE);
          if (line != null) {
            kept.put(name, line);
          }
        });
    return kept;
  }
}
