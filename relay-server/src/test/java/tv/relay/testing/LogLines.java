package tv.relay.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * All that is logged below a name, from DEBUG up, until it is closed; what others do at the same
 * time included. Safe for use by any thread.
 */
public final class LogLines implements AutoCloseable {

  private final Logger logger;
  private final Level levelBefore;
  private final boolean additiveBefore;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          String trace =
              event.getThrowableProxy() == null
                  ? ""
                  : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
          lines.add(event.getLevel() + " " + event.getFormattedMessage() + trace);
        }
      };

  private LogLines(String loggerName) {
    logger = (Logger) LoggerFactory.getLogger(loggerName);
    levelBefore = logger.getLevel();
    additiveBefore = logger.isAdditive();
    appender.start();
    logger.addAppender(appender);
    logger.setAdditive(false);
    logger.setLevel(Level.DEBUG);
  }

  /** Of all rooms of the relay. */
  public static LogLines ofRelay() {
    return new LogLines("tv.relay");
  }

  /** Level, message, and stack traces where there are any. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    logger.setLevel(levelBefore);
    logger.setAdditive(additiveBefore);
    logger.detachAppender(appender);
  }
}
