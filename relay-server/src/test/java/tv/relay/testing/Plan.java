package tv.relay.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a {@link Script} means for one connection; filled by its steps, then only read. */
final class Plan {

  enum HeadManner {
    PLAIN,
    SILENT,
    ENDLESS
  }

  enum Action {
    STALL,
    RESET,
    END,
    CUT,
    PAUSE
  }

  /** Something to be done when so many bytes of the body have been sent. */
  record Cue(long atBytes, Action action, Duration pause) {}

  HeadManner headManner = HeadManner.PLAIN;
  Duration perHeadByte = Duration.ZERO;
  String statusLine = "HTTP/1.1 200 OK";
  String lineEnd = "\r\n";
  final List<String> headerLines = new ArrayList<>();
  boolean chunked;

  /** Of the head, then a reset; negative for all of it. */
  int headBytesBeforeReset = -1;

  Function<LiveProgramme, Body> source = LiveProgramme::join;
  final List<UnaryOperator<Body>> harms = new ArrayList<>();
  final List<Cue> cues = new ArrayList<>();
  boolean misaligned;
  long burstBytes;

  void cue(long atBytes, Action action) {
    cues.add(new Cue(atBytes, action, Duration.ZERO));
  }

  /** Replaces the header of that name, or adds it. */
  void header(String name, String value) {
    headerLines.removeIf(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
    headerLines.add(name + ": " + value);
  }

  /** A response with a body of known length, after which the connection is closed. */
  void fixed(String line, String contentType, byte[] bytes) {
    statusLine = line;
    header("Content-Type", contentType);
    header("Content-Length", Integer.toString(bytes.length));
    source = live -> Bodies.once(bytes);
  }

  byte[] head() {
    StringBuilder head = new StringBuilder(statusLine).append(lineEnd);
    headerLines.forEach(line -> head.append(line).append(lineEnd));
    return head.append(lineEnd).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  Body body(LiveProgramme live) {
    Body body = source.apply(live);
    for (UnaryOperator<Body> harm : harms) {
      body = harm.apply(body);
    }
    return body;
  }
}
