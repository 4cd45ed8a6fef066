package tv.relay.channel;

import java.util.function.Consumer;

/**
 * Whether there is a connection to spare for reading a source beside the one in use. Control
 * thread.
 */
interface Spares {

  /**
   * Asks for a connection that nobody else needs.
   *
   * @param wanted told of it when somebody needs it after all: it is to be closed and given back
   * @return null when there is none
   */
  Spare ask(Candidate candidate, Consumer<Spare> wanted);

  /** A connection to spare. */
  interface Spare {
    /** It is closed. */
    void giveBack();

    /** It is the one in use from now on, and the one that was in use before is closed. */
    void keep();
  }
}
