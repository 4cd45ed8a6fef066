package tv.relay.guide;

/** Writes XML text, piece by piece. Any thread. */
final class XmlText {
  private XmlText() {}

  static void text(StringBuilder xml, CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '\r' -> xml.append("&#13;");
        default -> xml.append(c);
      }
    }
  }

  static void attribute(StringBuilder xml, String name, String value) {
    xml.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '"' -> xml.append("&quot;");
        case '\r', '\n', '\t' -> xml.append("&#").append((int) c).append(';');
        default -> xml.append(c);
      }
    }
    xml.append('"');
  }
}
