package tv.relay.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import tv.relay.registry.InvalidDefinitionException;
import tv.relay.registry.SourceUrl;

/** Reads redirects (RFC 9110, 15.4). Pure functions. */
final class Redirects {
  private Redirects() {}

  static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * Where a response sends us.
   *
   * @throws UpstreamException when that is nowhere, or no http or https URL
   */
  static SourceUrl target(URI from, HttpResponse response) throws UpstreamException {
    Header location = response.getFirstHeader("Location");
    if (location == null || location.getValue() == null || location.getValue().isBlank()) {
      throw new UpstreamException(
          Failure.Kind.REJECTED, "the source redirects without saying where to");
    }
    try {
      String target = location.getValue().trim();
      // Made absolute first: a relative target is resolved against where it came from.
      return SourceUrl.parse(from.resolve(new URI(target.replace(" ", "%20"))).toString());
    } catch (URISyntaxException | IllegalArgumentException | InvalidDefinitionException e) {
      throw new UpstreamException(
          Failure.Kind.REJECTED, "the source redirects to something that is no http or https URL");
    }
  }

  /** Whether what proves who we are to the one may be shown to the other. */
  static boolean sameHost(SourceUrl a, SourceUrl b) {
    return a.uri().getScheme().equalsIgnoreCase(b.uri().getScheme())
        && a.host().equalsIgnoreCase(b.host())
        && a.port() == b.port();
  }
}
