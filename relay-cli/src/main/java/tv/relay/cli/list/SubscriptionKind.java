package tv.relay.cli.list;

import java.util.Locale;
import tv.relay.cli.api.RelayApi;

/** What the relay fetches again and again, and where its API keeps it. */
enum SubscriptionKind {
  LIST("list", "lists"),
  GUIDE("guide", "guides");

  private final String noun;
  private final String plural;

  SubscriptionKind(String noun, String plural) {
    this.noun = noun;
    this.plural = plural;
  }

  /** Whose commands are those of that name, which is the noun. */
  static SubscriptionKind ofCommand(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  String noun() {
    return noun;
  }

  String plural() {
    return plural;
  }

  String path() {
    return "/api/v1/" + plural;
  }

  String path(String name) {
    return path() + "/" + RelayApi.segment(name);
  }
}
