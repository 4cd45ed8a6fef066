package tv.relay.http;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request's path as it may be written down. The query is left out, since programs put passwords
 * there; so are the user and the password that play accounts have as folders of a path, as {@code
 * /live/USER/PASSWORD/1.ts} or the same without its first. Who gets such a path wrong has written
 * the password too, anywhere in it: of what is no path of the relay's own only the kind of play and
 * the number of a stream are shown.
 */
final class LoggedPath {
  private static final int MAX_LETTERS = 300;
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Set<String> PLAY_FOLDERS = Set.of("live", "movie", "series", "timeshift");

  /** What has one more part behind it, as {@code /live/news.ts}. */
  private static final Set<String> OWN_FOLDERS = Set.of("live", "status", "page");

  private static final String API = "api";

  /** Behind a user and a password; nothing when the path ends with a slash. */
  private static final Pattern STREAM = Pattern.compile("([0-9]{1,10}(\\.[A-Za-z0-9]{1,5})?)?");

  private static final String HIDDEN = "***";

  private LoggedPath() {}

  static String of(String path) {
    String[] parts = SLASH.split(path, 12);
    // An absolute path has nothing before its first slash.
    if (parts.length >= 3 && !isOwn(parts)) {
      int first = PLAY_FOLDERS.contains(parts[1]) ? 2 : 1;
      int last = parts.length - 1;
      for (int i = first; i < last; i++) {
        parts[i] = HIDDEN;
      }
      if (last < first + 2 || !STREAM.matcher(parts[last]).matches()) {
        parts[last] = HIDDEN;
      }
    }
    String shown = String.join("/", parts);
    return shown.length() <= MAX_LETTERS ? shown : shown.substring(0, MAX_LETTERS) + "…";
  }

  private static boolean isOwn(String[] parts) {
    return parts[1].equals(API) || (parts.length == 3 && OWN_FOLDERS.contains(parts[1]));
  }
}
