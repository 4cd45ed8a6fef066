package tv.relay.cli.api;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer of HTTP/1.0 or 1.1, within bounds. */
final class AnswerReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
  private static final int LONGEST_HEAD_BYTES = 64 * 1024;
  private static final int LONGEST_BODY_BYTES = 64 * 1024 * 1024;

  private final InputStream in;
  private int headBytes;

  private AnswerReader(InputStream in) {
    this.in = in;
  }

  static HttpAnswer read(InputStream in) throws IOException {
    return new AnswerReader(in).answer();
  }

  private HttpAnswer answer() throws IOException {
    int status = status();
    Map<String, String> headers = headers();
    while (status < 200) {
      status = status();
      headers = headers();
    }
    String contentType = headers.getOrDefault("content-type", "");
    // What isn't JSON isn't a relay's and may have no end.
    boolean wanted = HttpAnswer.json(contentType) && status != 204;
    String body = wanted ? new String(body(headers), StandardCharsets.UTF_8) : "";
    return new HttpAnswer(status, contentType, body);
  }

  private int status() throws IOException {
    String line = line();
    Matcher matcher = STATUS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new NotHttpException("its answer is not HTTP");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).equals("chunked")) {
      return chunks();
    }
    String length = headers.get("content-length");
    if (length == null) {
      byte[] body = in.readNBytes(LONGEST_BODY_BYTES + 1);
      bounded(body.length);
      return body;
    }
    return exactly(number(length, 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = number(line().replaceFirst(";.*", "").strip(), 16);
      if (length == 0) {
        return body.toByteArray();
      }
      bounded((long) body.size() + length);
      body.write(exactly(length));
      line();
    }
  }

  private byte[] exactly(int length) throws IOException {
    bounded(length);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends too early");
    }
    return bytes;
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      int number = Integer.parseInt(digits, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new NotHttpException("its answer has no valid length");
  }

  private static void bounded(long length) throws IOException {
    if (length > LONGEST_BODY_BYTES) {
      throw new IOException("the answer is longer than " + LONGEST_BODY_BYTES + " bytes");
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection was closed without an answer");
      }
      if (++headBytes > LONGEST_HEAD_BYTES) {
        throw new NotHttpException("its answer is not HTTP");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
  }
}
