package tv.relay.cli.value;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address to listen on: {@code HOST:PORT}, {@code [IPV6]:PORT} or {@code :PORT}. */
public final class ListenAddress implements ITypeConverter<InetSocketAddress> {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%\\w]+)]|([^\\s:/\\[\\]]*)):(\\d{1,5})");
  private static final int HIGHEST_PORT = 65_535;

  ListenAddress() {}

  @Override
  public InetSocketAddress convert(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > HIGHEST_PORT) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not an address to listen on; accepted is HOST:PORT with a port from 0 to"
              + " 65535: 0.0.0.0:8080, 127.0.0.1:8080, [::1]:8080, :8080 (0 takes a free port)");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    InetSocketAddress address =
        new InetSocketAddress(
            host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(3)));
    if (address.isUnresolved()) {
      throw new TypeConversionException(
          "'" + text + "' names a host that has no address; accepted is one of this machine's");
    }
    return address;
  }
}
