package tv.relay.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * Puts what a provider did into words for the person who runs the relay. Exceptions' own texts are
 * not passed on: some quote the URL, and with it the credentials.
 */
final class ConnectFailures {
  private ConnectFailures() {}

  static UpstreamException explain(IOException e, String where) {
    if (e instanceof RedirectRule.Forbidden) {
      return new UpstreamException(
          Failure.Kind.REJECTED,
          "the source redirects into this relay's own network, to "
              + where
              + "; if that is right, allow it with --allow-private-redirects",
          e);
    }
    if (e instanceof UnknownHostException) {
      return unreachable("the host name of " + where + " is unknown: a typo, or no DNS?", e);
    }
    if (e instanceof ConnectTimeoutException) {
      return unreachable(where + " did not accept a connection in time", e);
    }
    if (e instanceof NoRouteToHostException) {
      return unreachable("there is no network route to " + where, e);
    }
    if (e instanceof ConnectException) {
      return unreachable(where + " refuses connections: is it running, is the port right?", e);
    }
    if (e instanceof SSLException) {
      return unreachable(TlsFailures.explain(e, where), e);
    }
    if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
      return new UpstreamException(
          Failure.Kind.STALLED, where + " accepted the connection and then sent no answer", e);
    }
    if (e instanceof NoHttpResponseException) {
      return new UpstreamException(
          Failure.Kind.ENDED, where + " closed the connection without an answer", e);
    }
    if (e instanceof MessageConstraintException) {
      return new UpstreamException(
          Failure.Kind.REJECTED, where + " sent a response head that is too long", e);
    }
    if (e instanceof java.net.SocketException) {
      return new UpstreamException(Failure.Kind.ENDED, where + " reset the connection", e);
    }
    return new UpstreamException(
        Failure.Kind.REJECTED, where + " sent something that is no HTTP answer", e);
  }

  /** An answer that is no stream by its status; 429 and 503 may say when to ask again. */
  static UpstreamException status(HttpResponse response) {
    int status = response.getCode();
    if (status == 304) {
      return new UpstreamException(Failure.Kind.UNCHANGED, "it has not changed");
    }
    String meaning =
        switch (status) {
          case 401 -> "401 Unauthorized: the login is missing or wrong";
          case 403 -> "403 Forbidden: the provider denies this login, address or player";
          case 404 -> "404 Not Found: the provider has nothing at this address";
          case 410 -> "410 Gone: the provider has removed this stream";
          case 429 -> "429 Too Many Requests";
          case 503 -> "503 Service Unavailable";
          default -> Integer.toString(status);
        };
    boolean denied = status == 401 || status == 403 || status == 404 || status == 410;
    return new UpstreamException(
        new Failure(
            denied ? Failure.Kind.DENIED : Failure.Kind.REJECTED,
            "the source answered " + meaning,
            status == 429 || status == 503 ? RetryAfter.of(response) : null));
  }

  private static UpstreamException unreachable(String reason, IOException cause) {
    return new UpstreamException(Failure.Kind.UNREACHABLE, reason, cause);
  }
}
