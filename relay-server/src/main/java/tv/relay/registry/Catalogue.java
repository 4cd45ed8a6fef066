package tv.relay.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is registered, as a whole. Immutable, safe on every thread.
 *
 * @param channels in the order in which they came
 * @param accounts likewise
 */
public record Catalogue(List<ChannelDefinition> channels, List<AccountDefinition> accounts) {

  /** Most accounts that are kept. */
  public static final int MAX_ACCOUNTS = 1_000;

  public Catalogue {
    channels = List.copyOf(channels);
    accounts = List.copyOf(accounts);
  }

  /** Nothing registered. */
  public static Catalogue empty() {
    return new Catalogue(List.of(), List.of());
  }

  /** A rule that only the whole can break. */
  record Fault(Kind kind, int index, String field, String problem) {
    /** What the index counts. */
    enum Kind {
      CHANNEL,
      ACCOUNT
    }
  }

  /** The first rule that is broken, by an account or by a channel that names one. */
  Optional<Fault> fault() {
    Set<String> names = new HashSet<>();
    Map<Login, String> logins = new HashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      AccountDefinition account = accounts.get(i);
      if (!names.add(account.name())) {
        return fault(Fault.Kind.ACCOUNT, i, "name", "is the name of an earlier account");
      }
      if (i >= MAX_ACCOUNTS) {
        return fault(Fault.Kind.ACCOUNT, i, "", "is one more than the " + MAX_ACCOUNTS + " kept");
      }
      String other =
          account.source() == null ? null : logins.put(Login.of(account.source()), account.name());
      if (other != null) {
        return fault(
            Fault.Kind.ACCOUNT,
            i,
            "source",
            "has host and credentials that the account " + other + " has already");
      }
    }
    for (int i = 0; i < channels.size(); i++) {
      String named = channels.get(i).account();
      if (named != null && !names.contains(named)) {
        return fault(Fault.Kind.CHANNEL, i, "account", unknownAccount());
      }
    }
    return Optional.empty();
  }

  static String unknownAccount() {
    return "there is no account of this name; add it first: relay account add NAME"
        + " --max-connections N";
  }

  private static Optional<Fault> fault(Fault.Kind kind, int index, String field, String problem) {
    return Optional.of(new Fault(kind, index, field, problem));
  }
}
