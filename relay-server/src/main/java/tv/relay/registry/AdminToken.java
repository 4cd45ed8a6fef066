package tv.relay.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that lets its bearer administer a relay: one line in {@code admin-token} of the data
 * folder. Immutable, safe on every thread; {@link #toString()} does not show it.
 */
public final class AdminToken {
  private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);
  private static final String NAME = "admin-token";
  private static final int RANDOM_BYTES = 32;
  private static final int MAX_FILE_BYTES = 1024;

  /** What a header can bear (RFC 6750), and long enough not to be guessed. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]{20,512}=*");

  private final Path file;
  private final String text;

  private AdminToken(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The token of the folder, made at the first start: 256 random bits, mode 0600 from the first
   * moment. Warns when an existing file is open to other users.
   *
   * @throws DataFolderException when the file holds no token or can't be read or made
   */
  public static AdminToken open(DataFolder folder) {
    WholeFile whole = new WholeFile(folder, NAME);
    Path file = whole.path();
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        whole.write((random() + "\n").getBytes(StandardCharsets.US_ASCII));
      } else if (OwnerOnly.isOpenToOthers(file)) {
        LOG.warn("{} is open to other users of this machine; run: chmod 600 {}", file, file);
      }
      return readFile(file);
    } catch (IOException e) {
      throw new DataFolderException(
          "The admin token "
              + file
              + " can't be read or made ("
              + e
              + "). Let the relay's user"
              + " read and write it.",
          e);
    }
  }

  /**
   * The token of a data folder, for a client on the same machine.
   *
   * @throws IOException when there is none, or it may not be read
   * @throws DataFolderException when the file holds no token
   */
  public static AdminToken read(Path dataDir) throws IOException {
    return readFile(dataDir.resolve(NAME));
  }

  /** Whether a text is the token; takes as long for a near miss as for any other text. */
  public boolean matches(String presented) {
    return presented != null
        && MessageDigest.isEqual(
            presented.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where it is kept. */
  public Path file() {
    return file;
  }

  /** The secret itself, for the header of a request. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return "AdminToken[" + file + "]";
  }

  private static AdminToken readFile(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_FILE_BYTES);
    }
    String text = new String(content, StandardCharsets.UTF_8).strip();
    if (!FORM.matcher(text).matches()) {
      throw new DataFolderException(
          "The admin token "
              + file
              + (text.isEmpty()
                  ? " is empty"
                  : " is not one line of 20 to 512 of A-Z, a-z, 0-9 and" + " ._~+/-")
              + ". Remove the file, and the next start makes a new one.");
    }
    return new AdminToken(file, text);
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
