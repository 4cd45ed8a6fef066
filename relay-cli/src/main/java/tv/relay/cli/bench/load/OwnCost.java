package tv.relay.cli.bench.load;

/**
 * What the measuring itself took.
 *
 * @param cores processors that this process took
 * @param busiestThread share of a processor that the busiest of its loops took
 * @param machineCores processors that were busy, whoever with
 * @param processors that there are
 */
public record OwnCost(double cores, double busiestThread, double machineCores, int processors) {}
