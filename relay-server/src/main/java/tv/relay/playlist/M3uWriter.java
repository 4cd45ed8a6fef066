package tv.relay.playlist;

import java.util.List;

/**
 * Writes M3U lists that every player reads. Texts may come from anywhere: what could end an
 * attribute or a line is replaced or left out. Any thread.
 */
public final class M3uWriter {
  /** Says of an entry that its {@code tvg-id} is the relay's own, as only its guide has it. */
  static final String GUIDE_BY = "guide-by";

  static final String BY_TITLE = "title";

  private M3uWriter() {}

  /**
   * Begins a list.
   *
   * @param guideUrl of the programme guide in XMLTV; null when there is none
   */
  public static void begin(StringBuilder list, String guideUrl) {
    list.append("#EXTM3U");
    // Kodi reads either, VLC and TiviMate one of them.
    attribute(list, "url-tvg", guideUrl);
    attribute(list, "x-tvg-url", guideUrl);
    list.append('\n');
  }

  /**
   * Adds an entry, without what it says of the request. Players find its programmes by its {@code
   * tvg-id}, so one without gets its id as that, and another relay is told so.
   *
   * @param directives further lines about it, each as it stands
   */
  public static void add(StringBuilder list, M3uEntry entry, List<String> directives) {
    list.append("#EXTINF:-1");
    attribute(list, "channel-id", entry.id());
    attribute(list, "tvg-id", entry.tvgId() != null ? entry.tvgId() : entry.id());
    attribute(list, GUIDE_BY, entry.tvgId() == null && entry.id() != null ? BY_TITLE : null);
    attribute(list, "tvg-name", entry.name());
    attribute(list, "tvg-chno", entry.number());
    attribute(list, "tvg-logo", entry.logo());
    attribute(list, "group-title", entry.group());
    list.append(',').append(clean(entry.name())).append('\n');
    directives.forEach(directive -> list.append(clean(directive)).append('\n'));
    list.append(entry.url()).append('\n');
  }

  private static void attribute(StringBuilder list, String name, String value) {
    if (value != null) {
      list.append(' ').append(name).append("=\"").append(clean(value)).append('"');
    }
  }

  private static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
        .forEach(c -> cleaned.appendCodePoint(c == '"' ? '\'' : c));
    return cleaned.toString();
  }
}
