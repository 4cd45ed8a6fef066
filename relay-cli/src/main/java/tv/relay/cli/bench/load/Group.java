package tv.relay.cli.bench.load;

import tv.relay.cli.bench.packet.Tally;

/**
 * Clients of the same kind, together.
 *
 * @param clients that were to play
 * @param playing that did at the end of the measurement
 * @param waiting that had then asked for a stream and got nothing for 2 s
 * @param gone that had a stream and lost it, be it in the draining that came then
 * @param bytes that they got during the measurement
 * @param seen of the packets that were checked, during the measurement
 * @param seenAtLast the same with the draining
 */
public record Group(
    int clients, int playing, int waiting, int gone, long bytes, Tally seen, Tally seenAtLast) {}
