package tv.relay.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the passwords of one account. Players send theirs with every request, so the last right
 * one and the last wrong one are remembered, as a keyed digest that dies with the process. What is
 * neither costs much more and is checked so often only that guessing gets nowhere and the processor
 * stays free. Any thread; one check at a time.
 */
final class Door {
  /** What a check found. */
  enum Answer {
    RIGHT,
    WRONG,
    /** Not checked: too many that were unknown came lately. */
    TOO_OFTEN
  }

  private static final int BURST = 10;
  private static final long LEAST_NANOS_PER_CHECK = TimeUnit.MILLISECONDS.toNanos(500);

  /** On a slow machine checks come back at so many times what one takes: a fifth of the time. */
  private static final long REST = 4;

  private static final String DIGEST = "HmacSHA256";
  private static final SecretKeySpec KEY = key();

  private final PasswordHash hash;
  private final LongSupplier clock;

  /** Guarded by this. */
  private byte[] lastRight;

  /** Guarded by this. */
  private byte[] lastWrong;

  /** How long it takes until another check is there, by the last one; guarded by this. */
  private long nanosPerCheck = LEAST_NANOS_PER_CHECK;

  /** How many checks of the burst are gone, at that time; guarded by this. */
  private double spent;

  /** Guarded by this. */
  private long spentAtNanos;

  /**
   * A door for that password.
   *
   * @param clock as {@link System#nanoTime}
   */
  Door(PasswordHash hash, LongSupplier clock) {
    this.hash = hash;
    this.clock = clock;
    this.spentAtNanos = clock.getAsLong();
  }

  synchronized Answer check(String password) {
    byte[] digest = digest(password);
    // Both in constant time, though only one who has the key could learn from it.
    if (lastRight != null && MessageDigest.isEqual(lastRight, digest)) {
      return Answer.RIGHT;
    }
    if (lastWrong != null && MessageDigest.isEqual(lastWrong, digest)) {
      return Answer.WRONG;
    }
    long begun = clock.getAsLong();
    spent = Math.max(0, spent - (double) (begun - spentAtNanos) / nanosPerCheck);
    spentAtNanos = begun;
    if (spent + 1 > BURST) {
      return Answer.TOO_OFTEN;
    }
    boolean right = hash.matches(password);
    spent++;
    spentAtNanos = clock.getAsLong();
    nanosPerCheck = Math.max(LEAST_NANOS_PER_CHECK, REST * (spentAtNanos - begun));
    if (right) {
      lastRight = digest;
      return Answer.RIGHT;
    }
    lastWrong = digest;
    return Answer.WRONG;
  }

  private static byte[] digest(String password) {
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(KEY);
      return mac.doFinal(password.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + DIGEST, e);
    }
  }

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, DIGEST);
  }
}
