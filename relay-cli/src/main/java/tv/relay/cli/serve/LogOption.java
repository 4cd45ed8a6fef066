package tv.relay.cli.serve;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much the server logs, and how. */
final class LogOption {
  /** Read by logback.xml. */
  private static final String LEVEL = "RELAY_LOG_LEVEL";

  /** Which file logback.xml includes. */
  private static final String FORMAT = "RELAY_LOG_FORMAT";

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      converter = Converter.class,
      description = "What is logged to standard error: ERROR, WARN, INFO, DEBUG, TRACE or OFF.")
  private Level level;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      converter = FormatConverter.class,
      description = "How log and access log are written: text, or json for an object a line.")
  private Format format;

  enum Format {
    TEXT,
    JSON
  }

  enum Level {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** To be called before the first log line: logback reads its configuration once. */
  void apply() {
    System.setProperty(LEVEL, level.name());
    System.setProperty(FORMAT, format.name().toLowerCase(Locale.ROOT));
  }

  boolean json() {
    return format == Format.JSON;
  }

  static final class FormatConverter implements ITypeConverter<Format> {
    FormatConverter() {}

    @Override
    public Format convert(String text) {
      try {
        return Format.valueOf(text.strip().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a format; accepted are text and json");
      }
    }
  }

  static final class Converter implements ITypeConverter<Level> {
    Converter() {}

    @Override
    public Level convert(String text) {
      try {
        return Level.valueOf(text.strip().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a level; accepted are ERROR, WARN, INFO, DEBUG, TRACE and OFF");
      }
    }
  }
}
