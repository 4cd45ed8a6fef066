package tv.relay.cli.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One HTTP/1.1 request over a connection of its own. Redirects are not followed and no proxy is
 * used: the token goes to the server that was named and nowhere else.
 *
 * <p>Not java.net.http because of what it costs each command at its start: on a 2-core machine with
 * JDK 17 a GET with it took 0.70 s from start to exit, with a socket 0.21 s; HttpURLConnection is
 * as quick but can't PATCH.
 */
final class HttpCall {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 30_000;

  /** A little more than a server takes for a list that comes slowly. */
  private static final int LONG_READ_MILLIS = 11 * 60_000;

  private static final byte[] NEXT_LINE = {'\r', '\n'};

  private HttpCall() {}

  /**
   * @param target path and query
   * @param body null for none
   * @throws UnreachableException when no connection comes about
   * @throws NotHttpException when what answers doesn't speak HTTP
   * @throws IOException when the connection breaks or the answer takes too long
   */
  static HttpAnswer send(
      ServerUrl server, String method, String target, Map<String, String> headers, byte[] body)
      throws IOException {
    try (Socket socket = connect(server)) {
      socket.setSoTimeout(READ_MILLIS);
      socket.getOutputStream().write(request(server, method, target, headers, body));
      return AnswerReader.read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  /**
   * Posts a body of any length, and waits as long as it takes to work on it.
   *
   * @throws UnreachableException when no connection comes about
   * @throws NotHttpException when what answers doesn't speak HTTP
   * @throws IOException when the connection breaks, the body can't be read, or no answer comes
   */
  static HttpAnswer post(
      ServerUrl server, String target, Map<String, String> headers, Upload upload)
      throws IOException {
    try (Socket socket = connect(server)) {
      socket.setSoTimeout(LONG_READ_MILLIS);
      StringBuilder head = head(server, "POST", target, headers);
      head.append("Transfer-Encoding: chunked\r\n\r\n");
      OutputStream out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      IOException broken = sendChunks(upload, out);
      try {
        return AnswerReader.read(new BufferedInputStream(socket.getInputStream()));
      } catch (IOException e) {
        throw broken != null ? broken : e;
      }
    }
  }

  /** What broke the connection; a server that has heard enough may have answered before. */
  private static IOException sendChunks(Upload upload, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (int read = upload.read(buffer); read >= 0; read = upload.read(buffer)) {
      try {
        out.write((Integer.toHexString(read) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(buffer, 0, read);
        out.write(NEXT_LINE);
      } catch (IOException e) {
        return e;
      }
    }
    try {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static StringBuilder head(
      ServerUrl server, String method, String target, Map<String, String> headers) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(server.path()).append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(server.authority()).append("\r\n");
    head.append("User-Agent: relay\r\nAccept: application/json\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head;
  }

  private static byte[] request(
      ServerUrl server, String method, String target, Map<String, String> headers, byte[] body)
      throws IOException {
    StringBuilder head = head(server, method, target, headers);
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      request.write(body);
    }
    return request.toByteArray();
  }

  private static Socket connect(ServerUrl server) throws UnreachableException {
    IOException last = null;
    try {
      // "localhost" is two addresses, and a relay may listen on one of them only.
      for (InetAddress address : InetAddress.getAllByName(server.host())) {
        try {
          return connect(server, address);
        } catch (IOException e) {
          last = e;
        }
      }
    } catch (IOException e) {
      throw new UnreachableException("there is no host of that name", e);
    }
    throw new UnreachableException(last.getMessage(), last);
  }

  private static Socket connect(ServerUrl server, InetAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address, server.port()), CONNECT_MILLIS);
      return server.tls() ? secured(socket, server) : socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket socket, ServerUrl server) throws IOException {
    socket.setSoTimeout(READ_MILLIS);
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket secured =
        (SSLSocket) factory.createSocket(socket, server.host(), server.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /** No connection came about. */
  static final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1;

    UnreachableException(String message, IOException cause) {
      super(message, cause);
    }
  }
}
