package tv.relay.testing;

import java.util.List;
import java.util.Optional;

/**
 * The head of an HTTP message as it came. A value.
 *
 * @param startLine request line or status line
 * @param headerLines the rest, one element a line, untouched
 */
public record MessageHead(String startLine, List<String> headerLines) {

  public MessageHead {
    headerLines = List.copyOf(headerLines);
  }

  static MessageHead parse(String text) {
    List<String> lines = text.lines().takeWhile(line -> !line.isEmpty()).toList();
    return new MessageHead(
        lines.isEmpty() ? "" : lines.get(0),
        lines.subList(Math.min(1, lines.size()), lines.size()));
  }

  /** Value of the first header of that name, in whatever case. */
  public Optional<String> header(String name) {
    return headerLines.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** Second word of the start line: the status, or the target of a request. */
  String secondWord() {
    String[] words = startLine.split(" ", 3);
    return words.length < 2 ? "" : words[1];
  }
}
