package tv.relay.playlist;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Reads M3U lists as they are found: in any of the usual encodings and line ends, with attributes
 * in any order and form. A broken entry is reported and passed over; what is no list at all, or has
 * no end, is refused. Takes memory for one line, however long the list is. For one thread.
 */
public final class M3uReader {
  /** Longest list that is read. */
  public static final long MAX_BYTES = 256L * 1024 * 1024;

  /** Most entries that are read, broken and unwanted ones included. */
  public static final int MAX_ENTRIES = 1_000_000;

  private static final String EXTINF = "#EXTINF:";
  private static final String GROUP = "#EXTGRP:";
  private static final String VLC = "#EXTVLCOPT:";
  private static final String KODI = "#KODIPROP:";

  private final LineReader lines;
  private final int maxEntries;
  private final M3uSink sink;

  private int entries;
  private boolean begun;

  /** What the lines since the last address said. */
  private RequestOptions options = new RequestOptions();

  private ExtInf info;
  private int infoLine;
  private String ownGroup;

  /** Of an {@code #EXTGRP} above the {@code #EXTINF}, which holds until the next one. */
  private String groupBelow;

  M3uReader(InputStream in, M3uSink sink, long maxBytes, int maxEntries) {
    this.lines = new LineReader(in, maxBytes);
    this.sink = sink;
    this.maxEntries = maxEntries;
  }

  /**
   * Reads a list to its end; does not close it.
   *
   * @throws M3uException when it is no list of channels, or larger than any
   * @throws IOException when the stream throws it; the sink has then been told of a part only
   */
  public static void read(InputStream in, M3uSink sink) throws IOException {
    new M3uReader(in, sink, MAX_BYTES, MAX_ENTRIES).readAll();
  }

  void readAll() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (lines.wasTooLong()) {
        requireList(begun, "its first line is longer than 64 KB");
        tooLong();
      } else if (!line.isBlank()) {
        String text = line.strip();
        requireBeginning(text);
        take(text);
      }
    }
    requireList(begun, "it is empty");
    requireUrl();
  }

  private void take(String text) throws M3uException {
    if (text.charAt(0) != '#') {
      address(text);
    } else if (is(text, EXTINF)) {
      requireUrl();
      info = ExtInf.parse(text.substring(EXTINF.length()));
      infoLine = lines.number();
    } else if (is(text, GROUP)) {
      group(text.substring(GROUP.length()).strip());
    } else if (is(text, VLC)) {
      options.vlc(text.substring(VLC.length()));
    } else if (is(text, KODI)) {
      options.kodi(text.substring(KODI.length()));
    } else if (is(text, "#EXT-X-TARGETDURATION") || is(text, "#EXT-X-STREAM-INF")) {
      throw new M3uException(
          "this is the HLS playlist of one stream, not a list of channels; ask the provider for"
              + " its M3U list");
    }
  }

  private void group(String group) {
    if (info != null) {
      ownGroup = group;
    } else {
      groupBelow = group.isEmpty() ? null : group;
    }
  }

  private void address(String text) throws M3uException {
    int line = info != null ? infoLine : lines.number();
    count();
    String url = options.url(text);
    ExtInf said = info != null ? info : new ExtInf(Map.of(), null);
    options.attribute("user-agent", said.attribute("user-agent", "http-user-agent"));
    options.attribute("referer", said.attribute("http-referrer", "referrer", "http-referer"));
    String name = said.name() != null && !said.name().isEmpty() ? said.name() : null;
    sink.entry(
        new M3uEntry(
            line,
            name != null ? name : said.attribute("tvg-name"),
            said.attribute("channel-id"),
            tvgIdOf(said),
            groupOf(said),
            said.attribute("tvg-logo", "logo"),
            said.attribute("tvg-chno", "channel-number", "tvg-num"),
            url,
            options.userAgent(),
            options.headers()));
    forget();
  }

  /** One that a relay made up would keep another from finding the guide by the title. */
  private static String tvgIdOf(ExtInf said) {
    String tvgId = said.attribute("tvg-id");
    boolean madeUp =
        M3uWriter.BY_TITLE.equals(said.attribute(M3uWriter.GUIDE_BY))
            && tvgId != null
            && tvgId.equals(said.attribute("channel-id"));
    return madeUp ? null : tvgId;
  }

  private String groupOf(ExtInf said) {
    String attribute = said.attribute("group-title", "tvg-group");
    if (attribute != null) {
      return attribute;
    }
    return ownGroup != null ? ownGroup : groupBelow;
  }

  private void tooLong() throws M3uException {
    sink.problem(lines.number(), "the line is longer than 64 KB; passed over");
    if (info != null) {
      count();
    }
    forget();
  }

  /** An {@code #EXTINF} that was followed by no address. */
  private void requireUrl() throws M3uException {
    if (info != null) {
      count();
      sink.problem(infoLine, "no address follows this #EXTINF line");
      forget();
    }
  }

  private void forget() {
    info = null;
    ownGroup = null;
    options = new RequestOptions();
  }

  private void count() throws M3uException {
    if (++entries > maxEntries) {
      throw new M3uException(
          "the list has more than "
              + maxEntries
              + " entries, the most that is read; ask the provider for a shorter one");
    }
  }

  /** Whatever begins otherwise, a page or a stream, might go on for ever. */
  private void requireBeginning(String text) throws M3uException {
    boolean isComment = text.charAt(0) == '#' && !is(text, "#EXT") && !is(text, KODI);
    if (!begun && !isComment) {
      requireList(
          text.charAt(0) == '#' || text.matches("(?i)[a-z][a-z0-9+.-]{1,20}://\\S.*"),
          text.charAt(0) == '<' ? "it is a web page or XML" : "its first line is no #EXTM3U");
      begun = true;
    }
  }

  private static void requireList(boolean isList, String reason) throws M3uException {
    if (!isList) {
      throw new M3uException("this is no M3U list: " + reason + ". A list begins with #EXTM3U");
    }
  }

  private static boolean is(String text, String directive) {
    return text.regionMatches(true, 0, directive, 0, directive.length());
  }
}
