package tv.relay.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Notices that a client has left. Reads are kept going although nothing is expected: an end of
 * stream is the only sign that a client has left while nothing is being sent to it. Belongs to the
 * connection's I/O thread.
 */
public final class ClientWatch {
  /** What a client may send behind its request before it is taken for hostile. */
  private static final int CHATTER_BYTES = 64 * 1024;

  private final Runnable gone;
  private int chatterLeft = CHATTER_BYTES;

  private ClientWatch(Runnable gone) {
    this.gone = gone;
  }

  /**
   * Watches from now on, in place of whoever did.
   *
   * @param gone told, possibly several times, that the connection is of no more use
   */
  public static void on(StreamConnection connection, Runnable gone) {
    ClientWatch watch = new ClientWatch(gone);
    ConduitStreamSourceChannel requests = connection.getSourceChannel();
    requests.setReadListener(watch::discard);
    requests.setCloseListener(channel -> gone.run());
    requests.resumeReads();
  }

  private void discard(ConduitStreamSourceChannel requests) {
    ByteBuffer chatter = ByteBuffer.allocate(512);
    try {
      int read = requests.read(chatter);
      while (read > 0 && chatterLeft > 0) {
        chatterLeft -= read;
        chatter.clear();
        read = requests.read(chatter);
      }
      if (read < 0 || chatterLeft <= 0) {
        gone.run();
      }
    } catch (IOException e) {
      gone.run();
    }
  }
}
