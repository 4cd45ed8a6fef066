package tv.relay.channel;

/**
 * What the relay takes on at most; whatever comes beyond is refused with the limit's name.
 *
 * @param maxClients clients of all channels together
 * @param maxClientsPerChannel clients of one channel
 * @param maxChannels registered channels
 */
public record Limits(int maxClients, int maxClientsPerChannel, int maxChannels) {

  public static Limits defaults() {
    return new Limits(5_000, 5_000, 30_000);
  }
}
