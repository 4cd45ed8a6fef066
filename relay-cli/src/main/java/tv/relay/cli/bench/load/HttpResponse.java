package tv.relay.cli.bench.load;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the body in what a server sends: up to the connection's end, or in chunks (RFC 9112, 6.3
 * and 7.1). Reads in place and keeps nothing of the body. For one thread.
 */
final class HttpResponse {
  private static final int LONGEST_HEAD_BYTES = 16 * 1024;

  /** Shoutcast servers say ICY instead of a version. */
  private static final Pattern STATUS = Pattern.compile("(?:HTTP/1\\.[01]|ICY) (\\d{3})\\b.*");

  private enum Part {
    HEAD,
    IDENTITY,
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK,
    CHUNK_END,
    OVER
  }

  private Part part = Part.HEAD;
  private StringBuilder head = new StringBuilder();
  private int status;
  private long chunkBytes;
  private int chunkDigits;

  /** The status, 0 while the head is incomplete. */
  int status() {
    return status;
  }

  /** Whether the server has said that nothing more will come. */
  boolean isOver() {
    return part == Part.OVER;
  }

  /**
   * Passes over what isn't body.
   *
   * @return how many of the next bytes are body; 0 when nothing is left of what was read
   * @throws MalformedResponseException when it isn't HTTP
   */
  int nextBodyBytes(ByteBuffer read) throws MalformedResponseException {
    while (read.hasRemaining()) {
      switch (part) {
        case IDENTITY -> {
          return read.remaining();
        }
        case CHUNK -> {
          int body = (int) Math.min(read.remaining(), chunkBytes);
          chunkBytes -= body;
          part = chunkBytes == 0 ? Part.CHUNK_END : Part.CHUNK;
          return body;
        }
        case OVER -> read.position(read.limit());
        default -> take((char) (read.get() & 0xFF));
      }
    }
    return 0;
  }

  private void take(char next) throws MalformedResponseException {
    switch (part) {
      case HEAD -> {
        head.append(next);
        int length = head.length();
        if (next == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
          readHead();
        } else if (length > LONGEST_HEAD_BYTES) {
          throw new MalformedResponseException(
              "an answer with a head of more than " + LONGEST_HEAD_BYTES + " bytes");
        }
      }
      case CHUNK_SIZE -> takeSize(next);
      case CHUNK_EXTENSION -> {
        if (next == '\n') {
          endSize();
        }
      }
      default -> {
        if (next == '\n') {
          part = Part.CHUNK_SIZE;
          chunkDigits = 0;
        }
      }
    }
  }

  private void takeSize(char next) throws MalformedResponseException {
    int digit = Character.digit(next, 16);
    if (digit >= 0 && chunkDigits < 12) {
      chunkBytes = (chunkBytes << 4) | digit;
      chunkDigits++;
    } else if (chunkDigits > 0 && next == '\n') {
      endSize();
    } else if (chunkDigits > 0 && (next == ';' || next == ' ' || next == '\r')) {
      part = Part.CHUNK_EXTENSION;
    } else {
      throw new MalformedResponseException("a body whose chunks have no size");
    }
  }

  private void endSize() {
    // What may follow the last chunk is of no interest.
    part = chunkBytes == 0 ? Part.OVER : Part.CHUNK;
  }

  private void readHead() throws MalformedResponseException {
    String text = head.toString();
    head = null;
    Matcher line = STATUS.matcher(text.lines().findFirst().orElse(""));
    if (!line.matches()) {
      throw new MalformedResponseException("an answer that is not HTTP");
    }
    status = Integer.parseInt(line.group(1));
    boolean chunked =
        text.toLowerCase(Locale.ROOT)
            .lines()
            .anyMatch(each -> each.startsWith("transfer-encoding:") && each.contains("chunked"));
    part = chunked ? Part.CHUNK_SIZE : Part.IDENTITY;
  }
}
