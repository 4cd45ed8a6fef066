package tv.relay.cli.value;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A header that the relay sends to a source.
 *
 * @param value empty where the header is to be left out
 */
public record RequestHeader(String name, String value) {

  /** Headers that were given together, one a line: on the command line it is always one. */
  public record Lines(List<RequestHeader> headers) {}

  /** Reads lines of {@code Name: value}. */
  public static final class Converter implements ITypeConverter<Lines> {
    Converter() {}

    @Override
    public Lines convert(String text) {
      return new Lines(text.lines().map(Converter::header).toList());
    }

    private static RequestHeader header(String text) {
      int colon = text.indexOf(':');
      if (colon < 0 || !text.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new TypeConversionException(
            "'" + text + "' is not a header; accepted is 'Name: value', as 'Referer: http://a/'");
      }
      return new RequestHeader(text.substring(0, colon), text.substring(colon + 1).strip());
    }
  }
}
