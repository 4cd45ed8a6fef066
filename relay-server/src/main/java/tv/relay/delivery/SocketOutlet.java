package tv.relay.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * A client's connection. Once the response's head is out, its body goes straight to the socket: it
 * has no framing, and each layer between costs a look into memory that is out of the cache.
 */
final class SocketOutlet implements Outlet {
  private final StreamConnection connection;
  private final StreamSinkChannel response;
  private final StreamSinkConduit socket;
  private boolean headSent;
  private boolean finishing;

  SocketOutlet(StreamConnection connection, StreamSinkChannel response, StreamSinkConduit socket) {
    this.connection = connection;
    this.response = response;
    this.socket = socket;
  }

  @Override
  public void listen(Runnable writable, Runnable gone) {
    response.getWriteSetter().set(channel -> writable.run());
    ClientWatch.on(connection, gone);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (headSent) {
      return socket.write(bytes);
    }
    int written = response.write(bytes);
    headSent = written > 0;
    return written;
  }

  @Override
  public void awaitRoom() {
    response.resumeWrites();
  }

  @Override
  public void roomFound() {
    response.suspendWrites();
  }

  @Override
  public boolean finish() throws IOException {
    if (!finishing) {
      finishing = true;
      response.shutdownWrites();
    }
    return response.flush();
  }

  @Override
  public SocketTable.Ends ends() {
    return connection.getLocalAddress() instanceof InetSocketAddress local
            && connection.getPeerAddress() instanceof InetSocketAddress remote
        ? new SocketTable.Ends(local, remote)
        : null;
  }

  @Override
  public void close() {
    IoUtils.safeClose(connection);
  }

  @Override
  public void reset() {
    try {
      connection.setOption(Options.CLOSE_ABORT, true);
    } catch (IOException e) {
      // Closed already.
    }
    IoUtils.safeClose(connection);
  }
}
