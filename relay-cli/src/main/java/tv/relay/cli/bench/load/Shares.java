package tv.relay.cli.bench.load;

/**
 * What fast clients got of what they should have got. Those that changed their target are left out.
 *
 * @param rateBitsPerSecond that they should get; without an option for it, what the best one got
 * @param clients that were looked at
 * @param least share of the one that got least, 1 for all of the rate
 * @param starved how many got less than 98 % of it
 */
public record Shares(
    long rateBitsPerSecond, int clients, double least, double median, double most, int starved) {}
