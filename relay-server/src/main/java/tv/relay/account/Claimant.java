package tv.relay.account;

/**
 * A channel that wants a connection, or has one, as its accounts see it. Called on the channels'
 * own thread.
 */
public interface Claimant {

  /** The channel's id. */
  String channel();

  /** Whether it had its stream and was interrupted: then it goes before those that only begin. */
  boolean isResuming();

  /** It may connect now; {@link Lease#granted} says where to. Never called from within the ask. */
  void granted();

  /**
   * Another channel wants the connection that this one has declared idle. It is to be closed and
   * given back, unless somebody watches by now.
   */
  void wanted(String account, String byChannel);
}
