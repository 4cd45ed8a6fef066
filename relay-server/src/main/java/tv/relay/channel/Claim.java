package tv.relay.channel;

import java.util.List;
import tv.relay.account.Claimant;
import tv.relay.account.Lease;
import tv.relay.account.Leases;

/**
 * A channel's right to connect: asked for before each try, from the accounts of all sources that
 * may be asked now, and given back once the connection is closed. Control thread.
 */
final class Claim implements Claimant {
  private static final int RETRY_SECONDS = 5;

  /** What the life of the channel is told. */
  interface Owner {
    /** It waited, and may connect now. */
    void granted();

    /** Another channel wants the connection, and would get it if nobody watches this one. */
    void wanted(String account, String byChannel);
  }

  private final String channel;
  private final Leases leases;
  private final SourceList sources;
  private final LifeStory story;
  private final Owner owner;
  private List<Candidate> asked = List.of();

  /** Null while nothing is asked for or held. */
  private Lease lease;

  private boolean resuming;

  Claim(String channel, Leases leases, SourceList sources, LifeStory story, Owner owner) {
    this.channel = channel;
    this.leases = leases;
    this.sources = sources;
    this.story = story;
    this.owner = owner;
  }

  /**
   * Asks anew, for the source that is to be used next or for another if it is free.
   *
   * @param interrupted the channel had its stream before
   * @return whether the source that is current now may be connected to; else there is word later
   */
  boolean ask(boolean interrupted, long nowNanos) {
    giveBack();
    resuming = interrupted;
    asked = sources.askable(nowNanos);
    lease = leases.ask(asked.stream().map(sources::target).toList(), this);
    if (lease.granted() < 0) {
      story.waits(lease.whyNot());
      sources.released(nowNanos);
      return false;
    }
    take(nowNanos);
    if (lease.granted() > 0) {
      story.passedOver(sources, lease.whyNot());
    }
    return true;
  }

  /** That lease, of the source in use, takes the place of the one held. */
  void adopt(Lease other) {
    giveBack();
    lease = other;
  }

  /** The source that the lease is for becomes the current one. */
  void take(long nowNanos) {
    sources.use(asked.get(lease.granted()), nowNanos);
  }

  void idle(boolean idle) {
    if (lease != null) {
      lease.idle(idle);
    }
  }

  /** The connection is closed, or not wanted any more. */
  void giveBack() {
    if (lease != null) {
      Lease old = lease;
      lease = null;
      old.giveBack();
    }
  }

  /** What viewers are told for whom there is no connection. */
  Refusal refusal() {
    String why = lease == null ? null : lease.whyNot();
    return Refusal.unavailable(
        why != null ? why : "the account's connection was not free in time", RETRY_SECONDS);
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public boolean isResuming() {
    return resuming;
  }

  @Override
  public void granted() {
    owner.granted();
  }

  @Override
  public void wanted(String account, String byChannel) {
    owner.wanted(account, byChannel);
  }
}
