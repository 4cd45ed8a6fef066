package tv.relay.cli.channel;

import tv.relay.cli.api.RelayApi;

/** Where the API keeps channels. */
final class ChannelPath {
  static final String ALL = "/api/v1/channels";

  private ChannelPath() {}

  static String of(String id) {
    return ALL + "/" + RelayApi.segment(id);
  }
}
