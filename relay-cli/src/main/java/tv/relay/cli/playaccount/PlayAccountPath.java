package tv.relay.cli.playaccount;

import tv.relay.cli.api.RelayApi;

/** Where the API keeps play accounts. */
final class PlayAccountPath {
  static final String ALL = "/api/v1/play-accounts";

  private PlayAccountPath() {}

  static String of(String user) {
    return ALL + "/" + RelayApi.segment(user);
  }
}
