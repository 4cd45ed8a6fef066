package tv.relay.cli.value;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A channel's id: 1 to 64 letters, digits, dots, underscores and hyphens, but not only a dot or
 * two.
 */
public final class ChannelId implements ITypeConverter<String> {

  ChannelId() {}

  @Override
  public String convert(String text) {
    if (!text.matches("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}")) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a channel id; accepted are 1 to 64 letters, digits, dots, underscores and"
              + " hyphens, and not . or .. alone");
    }
    return text;
  }
}
