package tv.relay.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;

/** A client's connection. */
final class SocketOutlet implements Outlet {
  private final StreamConnection connection;
  private final StreamSinkChannel response;
  private boolean finishing;

  SocketOutlet(StreamConnection connection, StreamSinkChannel response) {
    this.connection = connection;
    this.response = response;
  }

  @Override
  public void listen(Runnable writable, Runnable gone) {
    response.getWriteSetter().set(channel -> writable.run());
    ClientWatch.on(connection, gone);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return response.write(bytes);
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
