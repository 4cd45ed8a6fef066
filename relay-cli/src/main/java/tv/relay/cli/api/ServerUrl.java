package tv.relay.cli.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a relay serves.
 *
 * @param host without the brackets of an IPv6 address
 * @param path what precedes the relay's own paths; empty, or with a leading slash and no trailing
 */
record ServerUrl(boolean tls, String host, int port, String path) {

  private static ServerUrl parse(String text) throws URISyntaxException {
    URI uri = new URI(text.strip());
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean tls = scheme.equals("https");
    if (!(tls || scheme.equals("http")) || uri.getHost() == null) {
      throw new URISyntaxException(text, "no http or https URL");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new URISyntaxException(text, "more than host, port and path");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
    return new ServerUrl(tls, uri.getHost().replaceAll("[\\[\\]]", ""), port, path);
  }

  /** As it is written in a URL, and in a Host header. */
  String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Whether the host is an address of this machine. */
  boolean local() {
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + authority() + path;
  }

  static final class Converter implements ITypeConverter<ServerUrl> {
    Converter() {}

    @Override
    public ServerUrl convert(String text) {
      try {
        return parse(text);
      } catch (URISyntaxException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a server's URL; accepted is http://HOST:PORT or https://HOST");
      }
    }
  }
}
