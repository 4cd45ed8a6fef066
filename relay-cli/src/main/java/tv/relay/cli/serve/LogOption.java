package tv.relay.cli.serve;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much the server logs. */
final class LogOption {
  /** Read by logback.xml. */
  private static final String PROPERTY = "RELAY_LOG_LEVEL";

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      converter = Converter.class,
      description = "What is logged to standard error: ERROR, WARN, INFO, DEBUG, TRACE or OFF.")
  private Level level;

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
    System.setProperty(PROPERTY, level.name());
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
