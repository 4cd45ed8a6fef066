package tv.relay.cli.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * A log event as an object a line: time, level, logger, thread, the channel it is about, what goes
 * with an event of a channel, the message, and a stack trace where there is one. Logback's own
 * encoder for JSON leaves the message's parts apart and the time in two numbers. Any thread.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  /** Nothing but ASCII: a terminal obeys some of what lies beyond. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** How the house's messages about a channel begin. */
  private static final String ABOUT_CHANNEL = "channel {}: ";

  private final ThrowableProxyConverter traces = new ThrowableProxyConverter();

  @Override
  public void start() {
    traces.setContext(getContext());
    traces.start();
    super.start();
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().toString());
    line.put("logger", event.getLoggerName());
    line.put("thread", event.getThreadName());
    Object[] arguments = event.getArgumentArray();
    if (event.getMessage() != null
        && event.getMessage().startsWith(ABOUT_CHANNEL)
        && arguments != null
        && arguments.length > 0) {
      line.put("channel", String.valueOf(arguments[0]));
    }
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        if (pair.value != null) {
          line.putIfAbsent(pair.key, pair.value.toString());
        }
      }
    }
    line.put("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      line.put("trace", traces.convert(event));
    }
    return bytes(line);
  }

  private static byte[] bytes(Map<String, Object> line) {
    try {
      return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      return "{\"message\":\"a line of the log could not be written as JSON\"}\n"
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
