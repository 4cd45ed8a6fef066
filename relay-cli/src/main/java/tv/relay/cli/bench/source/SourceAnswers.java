package tv.relay.cli.bench.source;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source says over HTTP. Immutable. */
final class SourceAnswers {
  private static final Pattern CHANNEL =
      Pattern.compile("GET /(\\d{1,6})\\.ts(?:\\?\\S*)? HTTP/.*");
  private static final String HEAD =
      "HTTP/1.1 %s\r\nContent-Type: %s\r\nCache-Control: no-store\r\nConnection: close\r\n%s\r\n";

  private final SourceShape shape;
  private final byte[] streamHead =
      HEAD.formatted("200 OK", "video/mp2t", "").getBytes(StandardCharsets.US_ASCII);

  SourceAnswers(SourceShape shape) {
    this.shape = shape;
  }

  /** The channel that the request asks for, or -1 when it wants something else. */
  int channelOf(String request) {
    Matcher matcher = CHANNEL.matcher(request.lines().findFirst().orElse(""));
    if (!matcher.matches()) {
      return -1;
    }
    int number = Integer.parseInt(matcher.group(1));
    return number < shape.channels() ? number : -1;
  }

  byte[] streamHead() {
    return streamHead;
  }

  /** The answer to everything but a channel. */
  byte[] other(String request, SourceStats stats) {
    if (request.startsWith("GET /stats ") || request.startsWith("GET /stats?reset ")) {
      return answer("200 OK", "application/json", stats.json() + "\n");
    }
    if (request.startsWith("HEAD ") && channelOf("GET" + request.substring(4)) >= 0) {
      return streamHead;
    }
    return answer(
        "404 Not Found",
        "text/plain",
        "Here are /0.ts to /" + (shape.channels() - 1) + ".ts and /stats\n");
  }

  private static byte[] answer(String status, String type, String body) {
    String length = "Content-Length: " + body.length() + "\r\n";
    return (HEAD.formatted(status, type, length) + body).getBytes(StandardCharsets.US_ASCII);
  }
}
