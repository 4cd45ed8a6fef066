package tv.relay.http;

import tv.relay.play.PlayAccounts;
import tv.relay.tuner.DeviceId;
import tv.relay.tuner.Lineups;
import tv.relay.tuner.TunerOptions;

/**
 * What the HTTP face needs to be a tuner and a panel of the Xtream Codes kind.
 *
 * @param version the relay's
 */
public record PlayerFaces(
    DeviceId id, String version, TunerOptions options, Lineups lineups, PlayAccounts accounts) {}
