package tv.relay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LogConfigurationTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws JoranException {
    context.putProperty("RELAY_LOG_LEVEL", "ERROR");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/logback.xml"));
  }

  @Test
  void shouldBeUnderstoodByLogback() {
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .noneMatch(status -> status.getLevel() > Status.INFO);
  }

  @Test
  void shouldKeepAMessageInOneHarmlessLine() {
    String line = written(event("tv.relay.Any", Level.ERROR, "agent \u001b[31m\r\nforged \u202e"));

    assertThat(line).endsWith("ERROR Any agent ?[31m??forged ?" + System.lineSeparator());
  }

  @Test
  void shouldHoldTheChosenLevelForLibrariesToo() {
    assertThat(appender().getFilterChainDecision(event("io.undertow", Level.WARN, "x")))
        .isEqualTo(FilterReply.DENY);
  }

  @Test
  void shouldKeepLibrariesQuiet() {
    assertThat(context.getLogger("io.undertow.request").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("org.apache.hc.client5").isInfoEnabled()).isFalse();
    assertThat(context.getLogger("org.xnio").isInfoEnabled()).isFalse();
  }

  @Test
  void shouldWriteAnObjectALineWhereThatIsAskedFor() throws Exception {
    context.reset();
    context.putProperty("RELAY_LOG_FORMAT", "json");
    configure();
    shouldBeUnderstoodByLogback();
    LoggingEvent event =
        new LoggingEvent(
            "",
            context.getLogger("tv.relay.events.EventLog"),
            Level.ERROR,
            "channel {}: {}",
            new IllegalStateException("why"),
            new Object[] {"news", "lost \u009b[2J\n\u001b"});
    event.addKeyValuePair(new KeyValuePair("event", "lost"));
    event.addKeyValuePair(new KeyValuePair("level", "forged"));

    String line = written(event);

    assertThat(line).endsWith("}\n").doesNotContain("\u009b", "\u001b");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    JsonNode read = new ObjectMapper().readTree(line);
    assertThat(read.path("level").asText()).isEqualTo("ERROR");
    assertThat(read.path("channel").asText()).isEqualTo("news");
    assertThat(read.path("event").asText()).isEqualTo("lost");
    assertThat(read.path("message").asText()).isEqualTo("channel news: lost \u009b[2J\n\u001b");
    assertThat(read.path("trace").asText()).contains("IllegalStateException: why", "\tat ");
    assertThat(read.path("time").asText()).endsWith("Z");
  }

  private ILoggingEvent event(String logger, Level level, String message) {
    return new LoggingEvent("", context.getLogger(logger), level, message, null, null);
  }

  private String written(ILoggingEvent event) {
    return new String(appender().getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private ConsoleAppender<ILoggingEvent> appender() {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    return (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
  }
}
