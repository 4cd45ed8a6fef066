package tv.relay.playlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a text that may be anything: ended by LF, CRLF or CR, in UTF-8 or, line by line
 * where that fails, in the Western European code page, since lists are pasted together from several
 * sources. Holds one line of bounded length at a time. For one thread.
 */
final class LineReader {
  /** Longest line that is given out; the longest real ones carry a picture in the logo. */
  static final int MAX_LINE_BYTES = 64 * 1024;

  /** A line longer than this has no end. */
  static final int MAX_SKIPPED_BYTES = 16 * 1024 * 1024;

  /** What texts that call themselves Latin-1 are written in (WHATWG Encoding, section 4.2). */
  private static final Charset WESTERN = Charset.forName("windows-1252");

  private static final int UTF_8_MARK = 0xEFBBBF;
  private static final int NEWLINE = '\n';
  private static final int RETURN = '\r';

  private final InputStream in;
  private final long maxBytes;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private long bytes;

  private byte[] line = new byte[1024];
  private int length;
  private long skipped;
  private int number;
  private boolean afterReturn;

  LineReader(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The next line without its end; empty where it {@link #wasTooLong()}.
   *
   * @return null at the end of the text
   * @throws M3uException when the text or one line of it is longer than any list
   */
  String next() throws IOException {
    length = 0;
    skipped = 0;
    int next = read();
    if (afterReturn && next == NEWLINE) {
      next = read();
    }
    afterReturn = false;
    if (next < 0) {
      return null;
    }
    number++;
    while (next >= 0 && next != NEWLINE && next != RETURN) {
      keep((byte) next);
      next = read();
    }
    afterReturn = next == RETURN;
    return wasTooLong() ? "" : decoded();
  }

  /** The number of the line given last, counted from 1. */
  int number() {
    return number;
  }

  /** Whether the line given last was too long to be kept. */
  boolean wasTooLong() {
    return skipped > 0;
  }

  private void keep(byte b) throws M3uException {
    if (length == MAX_LINE_BYTES) {
      if (++skipped > MAX_SKIPPED_BYTES) {
        throw new M3uException(
            "line " + number + " has no end: a list is text in lines of at most 64 KB");
      }
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(2 * length, MAX_LINE_BYTES));
    }
    line[length++] = b;
  }

  private String decoded() throws M3uException {
    int from = 0;
    if (number == 1) {
      if (length >= 3
          && ((line[0] & 0xFF) << 16 | (line[1] & 0xFF) << 8 | (line[2] & 0xFF)) == UTF_8_MARK) {
        from = 3;
      } else if (length >= 2 && (line[0] & line[1] & 0xFE) == 0xFE) {
        throw new M3uException("the list is UTF-16 text; save it as UTF-8");
      }
    }
    ByteBuffer rest = ByteBuffer.wrap(line, from, length - from);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
    } catch (CharacterCodingException e) {
      return new String(line, from, length - from, WESTERN);
    }
  }

  private int read() throws IOException {
    if (position == limit) {
      limit = in.read(buffer, 0, buffer.length);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return -1;
      }
      bytes += limit;
      if (bytes > maxBytes) {
        throw new M3uException(
            "the list is longer than "
                + maxBytes / (1024 * 1024)
                + " MB, the most that is read; is it a list of channels?");
      }
    }
    return buffer[position++] & 0xFF;
  }
}
