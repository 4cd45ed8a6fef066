package tv.relay.cli.value;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An account's name, of the same form as a channel's id. */
public final class AccountName implements ITypeConverter<String> {

  AccountName() {}

  @Override
  public String convert(String text) {
    if (!text.matches("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}")) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not an account's name; accepted are 1 to 64 letters, digits, dots,"
              + " underscores and hyphens, and not . or .. alone");
    }
    return text;
  }
}
