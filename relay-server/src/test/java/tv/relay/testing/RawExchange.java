package tv.relay.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request sent byte for byte as the test wrote it, however wrong, and all that comes back. One
 * exchange a connection. For one thread. Throws an {@link AssertionError} when the other side says
 * nothing for 10 s.
 */
public final class RawExchange implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();

  private RawExchange(InetSocketAddress address) throws IOException {
    socket.connect(address, PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /**
   * What came back. A value.
   *
   * @param head null when the connection ended before there was one
   * @param body the bytes after the head, as characters
   */
  public record Reply(MessageHead head, String body) {

    /** 0 when the connection ended before there was a head. */
    public int status() {
      return head == null ? 0 : Integer.parseInt(head.secondWord());
    }

    public Optional<String> header(String name) {
      return head.header(name);
    }
  }

  public static RawExchange open(InetSocketAddress address) throws IOException {
    return new RawExchange(address);
  }

  /** Sends and reads until the other side ends the connection. */
  public static Reply exchange(InetSocketAddress address, String request) throws IOException {
    try (RawExchange raw = open(address)) {
      return raw.send(request).reply();
    }
  }

  /** Sends and reads no further than the head, for answers without an end. */
  public static Reply head(InetSocketAddress address, String request) throws IOException {
    try (RawExchange raw = open(address)) {
      return raw.send(request).headOnly();
    }
  }

  /** Sends text as ISO 8859-1; that the other side has ended already is no failure. */
  public RawExchange send(String text) throws IOException {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (SocketException e) {
      // What the other side has to say, or that it has nothing to say, is still to be read.
    }
    return this;
  }

  /** Whether something came back already. */
  public boolean hasReply() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** All that comes until the end of the connection. */
  public Reply reply() throws IOException {
    return parse(read(false));
  }

  /** What comes until the head is complete. */
  public Reply headOnly() throws IOException {
    return parse(read(true));
  }

  private String read(boolean headOnly) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.write(next);
        if (headOnly && next == '\n' && text(all).endsWith("\r\n\r\n")) {
          break;
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no end after 10 s of silence, so far: " + text(all), e);
    } catch (SocketException e) {
      // Reset: an end too.
    }
    return text(all);
  }

  private static Reply parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    return end < 0
        ? new Reply(null, "")
        : new Reply(MessageHead.parse(text), text.substring(end + 4));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
