package tv.relay.cli.client;

import tv.relay.cli.api.RelayApi;

/** Where the API keeps clients. */
final class ClientPath {
  static final String ALL = "/api/v1/clients";

  private ClientPath() {}

  static String of(String id) {
    return ALL + "/" + RelayApi.segment(id);
  }
}
