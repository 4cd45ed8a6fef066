package tv.relay.cli.manual;

import java.util.Locale;

/** A page in the language of man(7), written from top to bottom. For one thread. */
final class Roff {
  private final StringBuilder page = new StringBuilder();

  Roff title(String name, String version) {
    return line(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + version + "\"");
  }

  Roff section(String heading) {
    return line(".SH " + heading);
  }

  Roff subsection(String heading) {
    return line(".SS " + text(heading));
  }

  Roff paragraph() {
    return line(".PP");
  }

  /** A paragraph that is indented below its term. */
  Roff term(String boldText) {
    return line(".TP").line("\\fB" + text(boldText) + "\\fR");
  }

  /** Further text of the same paragraph; an empty one is left out. */
  Roff say(String plainText) {
    return plainText.isBlank() ? this : line(text(plainText));
  }

  /** From here in a line of its own. */
  Roff brk() {
    return line(".br");
  }

  /** Lines as they are, none broken or joined. */
  Roff verbatim(String... lines) {
    line(".PP").line(".nf");
    for (String each : lines) {
      line(text(each));
    }
    return line(".fi");
  }

  private Roff line(String roff) {
    page.append(roff).append('\n');
    return this;
  }

  /** Nothing in the text is a command to roff, and hyphens stay what can be typed. */
  private static String text(String plain) {
    StringBuilder escaped = new StringBuilder();
    plain
        .codePoints()
        .forEach(
            c -> {
              if (c == '\\') {
                escaped.append("\\e");
              } else if (c == '-') {
                escaped.append("\\-");
              } else if (c == '\'') {
                escaped.append("\\(aq");
              } else if (c == '`' || c == '^' || c == '~') {
                escaped.append(c == '`' ? "\\(ga" : c == '^' ? "\\(ha" : "\\(ti");
              } else if (c > '~') {
                escaped.append(String.format("\\[u%04X]", c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.indexOf(".") == 0 ? "\\&" + escaped : escaped.toString();
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
