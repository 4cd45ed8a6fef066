package tv.relay.cli.account;

import tv.relay.cli.api.RelayApi;

/** Where the API keeps accounts. */
final class AccountPath {
  static final String ALL = "/api/v1/accounts";

  private AccountPath() {}

  static String of(String name) {
    return ALL + "/" + RelayApi.segment(name);
  }
}
