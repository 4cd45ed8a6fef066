package tv.relay.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client asks and how it means to read the answer. Not safe for use by several threads. */
public final class TsRequest {

  private static final int CONNECT_MILLIS = 5_000;

  private final URI uri;
  private final List<String> headerLines = new ArrayList<>();
  private final Appetite appetite = new Appetite();
  private String method = "GET";
  private int receiveBufferBytes;
  private PacketVerifier verifier = new PacketVerifier();

  TsRequest(URI uri) {
    this.uri = uri;
  }

  public TsRequest method(String name) {
    method = name;
    return this;
  }

  public TsRequest header(String name, String value) {
    headerLines.add(name + ": " + value);
    return this;
  }

  /** Set before the connection is made, so that it bounds the window that is offered. */
  public TsRequest receiveBufferBytes(int bytes) {
    receiveBufferBytes = bytes;
    return this;
  }

  /** Lets this verifier have the body, instead of one without expectations. */
  public TsRequest verifier(PacketVerifier expecting) {
    verifier = expecting;
    return this;
  }

  public TsRequest slow(long bytesPerSecond) {
    appetite.slow(bytesPerSecond);
    return this;
  }

  /** Reads the head and nothing else until told. */
  public TsRequest stalled() {
    appetite.stalled();
    return this;
  }

  /** Reads so many bytes after the head, and nothing else until told. */
  public TsRequest readAtMost(long bytes) {
    appetite.atMost(bytes);
    return this;
  }

  /** Connects, sends the request, and lets a thread of its own read the answer. */
  public TsClient connect() throws IOException {
    Socket socket = new Socket();
    try {
      connect(socket);
      return new TsClient(socket, this);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  Appetite appetite() {
    return appetite;
  }

  PacketVerifier verifier() {
    return verifier;
  }

  void connect(Socket socket) throws IOException {
    if (receiveBufferBytes > 0) {
      socket.setReceiveBufferSize(receiveBufferBytes);
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
  }

  byte[] bytes() {
    String target = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(target).append(query).append(" HTTP/1.1\r\n");
    if (headerLines.stream().noneMatch(line -> line.regionMatches(true, 0, "Host:", 0, 5))) {
      text.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
    }
    headerLines.forEach(line -> text.append(line).append("\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
