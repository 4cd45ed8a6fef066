package tv.relay.channel;

import java.util.List;
import java.util.function.Consumer;
import tv.relay.account.Claimant;
import tv.relay.account.Lease;
import tv.relay.account.Leases;
import tv.relay.account.Target;

/**
 * Connections to spare, of the sources' accounts: taken from nobody, and given up to whoever wants
 * one. Control thread.
 */
final class SpareLeases implements Spares {
  private final String channel;
  private final Leases leases;
  private final SourceList sources;
  private final Claim claim;
  private final Claim.Owner owner;

  /**
   * None yet.
   *
   * @param claim gets the lease of a connection that is kept
   * @param owner told when somebody wants a connection that was kept
   */
  SpareLeases(String channel, Leases leases, SourceList sources, Claim claim, Claim.Owner owner) {
    this.channel = channel;
    this.leases = leases;
    this.sources = sources;
    this.claim = claim;
    this.owner = owner;
  }

  @Override
  public Spare ask(Candidate candidate, Consumer<Spare> wanted) {
    Target target = sources.target(candidate);
    return leases.hasSpare(target) ? new Held(target, wanted) : null;
  }

  private final class Held implements Spare, Claimant {
    private final Consumer<Spare> wanted;
    private final Lease lease;
    private boolean kept;

    Held(Target target, Consumer<Spare> wanted) {
      this.wanted = wanted;
      this.lease = leases.ask(List.of(target), this);
      // Nobody watches it yet: who needs a connection gets this one.
      lease.idle(true);
    }

    @Override
    public void giveBack() {
      lease.giveBack();
    }

    @Override
    public void keep() {
      kept = true;
      claim.adopt(lease);
    }

    @Override
    public String channel() {
      return channel;
    }

    @Override
    public boolean isResuming() {
      return false;
    }

    @Override
    public void granted() {
      // It was, when it was asked for.
    }

    @Override
    public void wanted(String account, String byChannel) {
      if (kept) {
        owner.wanted(account, byChannel);
      } else {
        wanted.accept(this);
      }
    }
  }
}
