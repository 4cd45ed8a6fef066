package tv.relay.upstream;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Puts it into words why a TLS connection was not made. Pure functions. */
final class TlsFailures {
  private static final int MAX_CAUSES = 10;

  private TlsFailures() {}

  static String explain(IOException failure, String where) {
    boolean untrusted = false;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof CertificateExpiredException) {
        return "the certificate of " + where + " has expired";
      }
      if (cause instanceof CertificateNotYetValidException) {
        return "the certificate of " + where + " is not valid yet: is this machine's clock right?";
      }
      if (cause instanceof SSLPeerUnverifiedException || isOfAnotherHost(cause)) {
        return "the certificate of " + where + " is for another host";
      }
      untrusted |=
          cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
      cause = cause.getCause();
    }
    if (untrusted) {
      return "the certificate of "
          + where
          + " is from nobody this relay trusts: is it self-signed?";
    }
    if (words(failure).contains("unsupported or unrecognized ssl message")) {
      return where + " does not speak TLS: is it http instead of https?";
    }
    return "TLS with " + where + " failed: does it speak a version that is too old?";
  }

  /** As the JDK's own check says it. */
  private static boolean isOfAnotherHost(Throwable cause) {
    return cause instanceof CertificateException
        && (words(cause).contains("subject alternative") || words(cause).contains("no name match"));
  }

  private static String words(Throwable cause) {
    return cause.getMessage() == null ? "" : cause.getMessage().toLowerCase(Locale.ROOT);
  }
}
