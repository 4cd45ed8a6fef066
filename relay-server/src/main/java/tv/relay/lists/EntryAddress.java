package tv.relay.lists;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tv.relay.registry.InvalidDefinitionException;
import tv.relay.registry.SourceUrl;

/** The address of an entry: made absolute, and told from what is no live stream. */
final class EntryAddress {
  private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Pattern ON_DEMAND_PATH = Pattern.compile("/(?:movie|movies|series|vod)/.*");
  private static final Set<String> FILES =
      Set.of(
          "3gp", "avi", "divx", "flv", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "vob",
          "webm", "wmv");

  private EntryAddress() {}

  /** Why an address makes no channel. */
  static final class SkipException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Skip kind;

    SkipException(Skip kind, String message) {
      super(message);
      this.kind = kind;
    }

    Skip kind() {
      return kind;
    }
  }

  /**
   * Reads an address.
   *
   * @param base where the list came from; null when that isn't known
   */
  static SourceUrl read(String text, SourceUrl base) throws SkipException {
    var scheme = ABSOLUTE.matcher(text);
    boolean absolute = scheme.matches();
    if (absolute && !scheme.group(1).toLowerCase(Locale.ROOT).matches("https?")) {
      throw new SkipException(
          Skip.UNREADABLE, "only http and https can be relayed; this address is of another kind");
    }
    SourceUrl url = parsed(absolute ? text : resolved(text, base));
    String path = url.uri().getRawPath();
    String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (FILES.contains(extension) || ON_DEMAND_PATH.matcher(path).matches()) {
      throw new SkipException(Skip.ON_DEMAND, "a film or an episode, no live stream");
    }
    if (extension.equals("m3u8") || extension.equals("mpd")) {
      throw new SkipException(
          Skip.UNREADABLE,
          "HLS or DASH (."
              + extension
              + "), which can't be relayed; ask the provider for MPEG-TS, often output=ts in the"
              + " list's address");
    }
    return url;
  }

  private static SourceUrl parsed(String text) throws SkipException {
    try {
      return SourceUrl.parse(text);
    } catch (InvalidDefinitionException e) {
      throw new SkipException(Skip.BROKEN, "the address " + e.problem());
    }
  }

  private static String resolved(String text, SourceUrl base) throws SkipException {
    if (base == null) {
      throw new SkipException(
          Skip.BROKEN,
          "the address is relative; import the list by its URL, so that it can be completed");
    }
    try {
      return base.uri().resolve(new URI(text.replace(" ", "%20"))).toString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new SkipException(Skip.BROKEN, "the address is no URL");
    }
  }
}
