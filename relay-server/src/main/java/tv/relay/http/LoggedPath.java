package tv.relay.http;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request's path as it may be written down. The query is left out, since programs put passwords
 * there; so are the user and the password that play accounts have as folders of a path, as {@code
 * /live/USER/PASSWORD/1.ts} or the same without its first.
 */
final class LoggedPath {
  private static final int MAX_LETTERS = 300;
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Set<String> PLAY_FOLDERS = Set.of("live", "movie", "series", "timeshift");
  private static final Set<String> OWN_FOLDERS = Set.of("api", "status");
  private static final String HIDDEN = "***";

  private LoggedPath() {}

  static String of(String path) {
    String[] parts = SLASH.split(path, 12);
    // An absolute path has nothing before its first slash.
    if (parts.length >= 4 && !OWN_FOLDERS.contains(parts[1])) {
      int first = PLAY_FOLDERS.contains(parts[1]) ? 2 : 1;
      for (int i = first; i < parts.length - 1; i++) {
        parts[i] = HIDDEN;
      }
      if (parts[parts.length - 1].indexOf('/') >= 0) {
        parts[parts.length - 1] = HIDDEN;
      }
    }
    String shown = String.join("/", parts);
    return shown.length() <= MAX_LETTERS ? shown : shown.substring(0, MAX_LETTERS) + "…";
  }
}
