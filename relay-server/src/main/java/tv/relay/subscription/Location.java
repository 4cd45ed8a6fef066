package tv.relay.subscription;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tv.relay.registry.InvalidDefinitionException;
import tv.relay.registry.SourceUrl;

/**
 * Where a document is: behind an {@code http} or {@code https} URL, or in a file of this machine.
 * Exactly one of the two is there. A value; {@link #toString()} shows no credentials.
 */
public record Location(SourceUrl url, Path file) {
  private static final int MAX_PATH_CHARS = 1024;

  /** Checks that there is one. */
  public Location {
    if ((url == null) == (file == null)) {
      throw new IllegalArgumentException("a location is a URL or a file");
    }
  }

  /**
   * Reads a URL.
   *
   * @throws InvalidDefinitionException (of the field {@code url}) when it is none
   */
  public static Location ofUrl(String text) {
    return new Location(SourceUrl.parse(text), null);
  }

  /**
   * Reads the path of a file.
   *
   * @throws IllegalArgumentException when it is none that is absolute
   */
  public static Location ofFile(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute() && text.length() <= MAX_PATH_CHARS) {
        return new Location(null, path.normalize());
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "must be the absolute path of a file on the relay's machine, as /var/lib/guide.xml");
  }

  @Override
  public String toString() {
    return url != null ? url.redacted() : file.toString();
  }
}
