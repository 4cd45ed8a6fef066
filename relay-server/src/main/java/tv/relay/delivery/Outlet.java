package tv.relay.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The way to one client. All calls on its I/O thread. */
interface Outlet {

  /** Who is told when there is room again, or the client has gone. */
  void listen(Runnable writable, Runnable gone);

  /**
   * Writes what there is room for.
   *
   * @return bytes taken; fewer than remain when there is no more room
   */
  int write(ByteBuffer bytes) throws IOException;

  /** Asks to be told when there is room. */
  void awaitRoom();

  /** Ends the asking. */
  void roomFound();

  /**
   * Ends the response after what has been written.
   *
   * @return whether all of it is on its way; if not, ask again when there is room
   */
  boolean finish() throws IOException;

  /** The connection's two addresses; null when there is none. */
  default SocketTable.Ends ends() {
    return null;
  }

  /** Closes the connection; what the kernel still holds is sent. */
  void close();

  /** Closes the connection and throws away what the client has not taken. */
  void reset();
}
