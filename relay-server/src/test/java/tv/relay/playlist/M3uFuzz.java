package tv.relay.playlist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lists of any bytes, alone and behind a good beginning; and what is read, written and read. */
public final class M3uFuzz {
  private static final byte[] BEGINNING =
      "#EXTM3U\n#EXTINF:-1 tvg-id=\"".getBytes(StandardCharsets.UTF_8);

  private M3uFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    read(data);
    byte[] begun = new byte[BEGINNING.length + data.length];
    System.arraycopy(BEGINNING, 0, begun, 0, BEGINNING.length);
    System.arraycopy(data, 0, begun, BEGINNING.length, data.length);
    for (M3uEntry entry : read(begun)) {
      writtenAndRead(entry);
    }
  }

  private static List<M3uEntry> read(byte[] list) throws IOException {
    List<M3uEntry> entries = new ArrayList<>();
    try {
      M3uReader.read(
          new ByteArrayInputStream(list),
          new M3uSink() {
            @Override
            public void entry(M3uEntry entry) {
              entries.add(entry);
            }

            @Override
            public void problem(int line, String text) {
              if (line < 1) {
                throw new IllegalStateException("a problem in no line");
              }
            }
          });
    } catch (M3uException e) {
      // Refused.
    }
    return entries;
  }

  /** What was read once must come through our own list unchanged. */
  private static void writtenAndRead(M3uEntry entry) throws IOException {
    if (entry.name() == null || cleaned(entry.name()).isEmpty()) {
      return;
    }
    M3uEntry ours =
        new M3uEntry(
            0,
            cleaned(entry.name()),
            "id",
            cleaned(entry.tvgId()),
            cleaned(entry.group()),
            cleaned(entry.logo()),
            null,
            "http://relay/live/id.ts",
            null,
            Map.of());
    StringBuilder list = new StringBuilder();
    M3uWriter.begin(list, null);
    M3uWriter.add(list, ours, List.of());
    if (list.length() > LineReader.MAX_LINE_BYTES / 4) {
      return;
    }
    List<M3uEntry> back = read(list.toString().getBytes(StandardCharsets.UTF_8));
    if (back.size() != 1 || !same(ours, back.get(0))) {
      throw new IllegalStateException(list + " came back as " + back);
    }
  }

  private static boolean same(M3uEntry one, M3uEntry other) {
    return one.name().equals(other.name())
        && Objects.equals(nullIfEmpty(one.tvgId()), other.tvgId())
        && Objects.equals(nullIfEmpty(one.group()), other.group())
        && Objects.equals(nullIfEmpty(one.logo()), other.logo());
  }

  private static String nullIfEmpty(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /** As a definition keeps it, without double quotes. */
  private static String cleaned(String text) {
    if (text == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029 && c != '"')
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }
}
