package tv.relay.cli.bench.load;

import tv.relay.cli.bench.packet.Tally;

/**
 * What a client got.
 *
 * @param target the last one it had
 * @param steady whether it played when the measurement began and has not changed its target since
 * @param bytes of the stream, during the measurement
 * @param tally of the measurement
 * @param playingAfter whether the measurement's end found it with a stream, or changing it
 * @param waiting whether it had then asked for one and got nothing for 2 s
 * @param gone whether it had a stream and lost it, be it in the draining that came then
 * @param tallyAtLast of the measurement and the draining
 * @param own whether the bench's source made its stream, as far as it has looked
 */
record ClientResult(
    ClientKind kind,
    int target,
    boolean steady,
    long bytes,
    Tally tally,
    boolean playingAfter,
    boolean waiting,
    boolean gone,
    Tally tallyAtLast,
    boolean own) {}
