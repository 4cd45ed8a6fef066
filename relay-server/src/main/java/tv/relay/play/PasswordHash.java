package tv.relay.play;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: salted PBKDF2 (RFC 8018), from which it can't be read back.
 * Immutable, safe on every thread; {@link #toString()} does not show it.
 */
final class PasswordHash {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  /** 50 to 100 ms on a small machine; each password is checked so once, then remembered. */
  private static final int ITERATIONS = 100_000;

  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final Pattern FORM =
      Pattern.compile("pbkdf2-sha256:([0-9]{1,8}):([A-Za-z0-9+/=]{16,128}):([A-Za-z0-9+/=]{44})");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  static PasswordHash of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(ITERATIONS, salt, derived(password, salt, ITERATIONS));
  }

  /**
   * Reads what {@link #text()} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static PasswordHash parse(String text) {
    Matcher parts = FORM.matcher(text == null ? "" : text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no hash of a password");
    }
    int iterations = Integer.parseInt(parts.group(1));
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException("no hash of a password");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new PasswordHash(
        iterations, base64.decode(parts.group(2)), base64.decode(parts.group(3)));
  }

  /** For the file that keeps it. */
  String text() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "pbkdf2-sha256:"
        + iterations
        + ":"
        + new String(base64.encode(salt), US_ASCII)
        + ":"
        + new String(base64.encode(hash), US_ASCII);
  }

  /** Takes as long for a near miss as for any other text. */
  boolean matches(String password) {
    return MessageDigest.isEqual(hash, derived(password, salt, iterations));
  }

  @Override
  public String toString() {
    return "PasswordHash";
  }

  private static byte[] derived(String password, byte[] salt, int iterations) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    } finally {
      spec.clearPassword();
    }
  }
}
