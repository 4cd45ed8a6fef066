package tv.relay.cli.zoo;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Takes all that comes, as {@code curl} does; what that was is looked at elsewhere. */
final class PlainSpectator implements Spectator {
  private final Socket socket;
  private volatile boolean ended;

  private PlainSpectator(Socket socket) {
    this.socket = socket;
  }

  static PlainSpectator watch(URI url) throws IOException {
    Socket socket = new Socket(url.getHost(), url.getPort());
    String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority();
    socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    PlainSpectator spectator = new PlainSpectator(socket);
    Thread thread = new Thread(spectator::readAll, "plain-spectator");
    thread.setDaemon(true);
    thread.start();
    return spectator;
  }

  private void readAll() {
    byte[] buffer = new byte[16 * 1024];
    try {
      while (socket.getInputStream().read(buffer) >= 0) {
        // All of it is welcome.
      }
    } catch (IOException e) {
      // It has left.
    }
    ended = true;
  }

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public void look() {}

  @Override
  public void leave() throws IOException {
    if (ended) {
      throw new IOException("the stream has ended");
    }
    socket.close();
  }

  @Override
  public List<String> complaints(long skips, Duration stopped) {
    return List.of();
  }

  @Override
  public boolean playedOn() {
    // It could not have left a stream that had ended.
    return true;
  }

  @Override
  public String summary() {
    return "";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
