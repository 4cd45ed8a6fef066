package tv.relay.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A text of many short parts, each of them made as it is sent. UTF-8. */
final class TextPieces implements PieceSender.Pieces {
  private static final int PIECE_CHARS = 32 * 1024;

  private final Iterator<String> parts;
  private final StringBuilder piece = new StringBuilder(PIECE_CHARS + 1024);

  /** Of those parts, of which none is made yet if the stream is lazy. */
  TextPieces(Stream<String> parts) {
    this.parts = parts.iterator();
  }

  /** An array with an element for each of those. */
  static <T> TextPieces jsonArray(List<T> entries, Function<T, ?> element) {
    Stream<String> elements =
        IntStream.range(0, entries.size())
            .mapToObj(i -> (i > 0 ? "," : "") + Answers.line(element.apply(entries.get(i))));
    return new TextPieces(Stream.concat(Stream.concat(Stream.of("["), elements), Stream.of("]")));
  }

  @Override
  public ByteBuffer next() {
    while (parts.hasNext() && piece.length() < PIECE_CHARS) {
      piece.append(parts.next());
    }
    if (piece.isEmpty()) {
      return null;
    }
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(piece.toString());
    piece.setLength(0);
    return bytes;
  }

  @Override
  public void close() {}
}
