package tv.relay.playlist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a reader told of a list. */
final class ReadList implements M3uSink {
  final List<M3uEntry> entries = new ArrayList<>();
  final List<String> problems = new ArrayList<>();

  static ReadList of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static ReadList of(byte[] bytes) {
    try {
      return of(new ByteArrayInputStream(bytes), M3uReader.MAX_BYTES, M3uReader.MAX_ENTRIES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ReadList of(InputStream in, long maxBytes, int maxEntries) throws IOException {
    ReadList list = new ReadList();
    new M3uReader(in, list, maxBytes, maxEntries).readAll();
    return list;
  }

  M3uEntry only() {
    if (entries.size() != 1 || !problems.isEmpty()) {
      throw new AssertionError(entries + " " + problems);
    }
    return entries.get(0);
  }

  @Override
  public void entry(M3uEntry entry) {
    entries.add(entry);
  }

  @Override
  public void problem(int line, String text) {
    problems.add(line + ": " + text);
  }
}
