package tv.relay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Certificates for 127.0.0.1 and what can be wrong with them: {@code good}, {@code expired} and
 * {@code other-host} are signed by the authority of {@link #trust}, {@code self-signed} is not.
 * Made by {@code tls/make.sh} among the test resources.
 */
public final class TestCertificates {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  private TestCertificates() {}

  /** From now on this process trusts the tests' authority, and no other, where it asks anew. */
  public static void trust() {
    try {
      Path store = Path.of(TestCertificates.class.getResource("/tls/trusted.p12").toURI());
      System.setProperty(TRUST_STORE, store.toString());
      System.setProperty(TRUST_STORE + "Password", new String(PASSWORD));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trusts whom it trusted before. */
  public static void distrust() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE + "Password");
  }

  static ServerSocketFactory serverOf(String certificate) {
    try (InputStream in =
        TestCertificates.class.getResourceAsStream("/tls/" + certificate + ".p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getServerSocketFactory();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(certificate, e);
    }
  }
}
