package tv.relay.account;

/**
 * The right to one connection of an account, from the asking to the giving back. It is held while
 * the connection is open, and not a moment less. Channels' own thread.
 */
public interface Lease {

  /** Which of the sources asked for may be connected to, from 0; -1 while none may. */
  int granted();

  /** Says whether anybody watches; a connection that nobody watches goes to whoever wants one. */
  void idle(boolean idle);

  /** The connection is closed, or not wanted any more. No effect the second time. */
  void giveBack();

  /**
   * Why none of the sources, or none before the one that was granted, can be connected to: which
   * account is full and which channels have its connections. In plain words, free of credentials;
   * null when none is full.
   */
  String whyNot();
}
