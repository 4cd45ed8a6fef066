package tv.relay.cli.bench.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A stream to load: where to connect to and what to ask there.
 *
 * @param request the head of a GET, complete
 */
public record Target(URI url, InetSocketAddress address, String request) {

  /**
   * The target behind a URL.
   *
   * @throws IllegalArgumentException when it is no http URL with a host that has an address
   */
  public static Target of(String text) {
    URI url = URI.create(text.strip());
    if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      throw new IllegalArgumentException("accepted is http://HOST:PORT/PATH");
    }
    int port = url.getPort() < 0 ? 80 : url.getPort();
    InetSocketAddress address =
        new InetSocketAddress(url.getHost().replaceAll("[\\[\\]]", ""), port);
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("its host has no address");
    }
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new Target(
        url,
        address,
        "GET %s%s HTTP/1.1\r\nHost: %s:%d\r\nUser-Agent: relay-bench\r\nAccept: */*\r\n\r\n"
            .formatted(path, query, url.getHost(), port));
  }

  byte[] requestBytes() {
    return request.getBytes(StandardCharsets.ISO_8859_1);
  }
}
