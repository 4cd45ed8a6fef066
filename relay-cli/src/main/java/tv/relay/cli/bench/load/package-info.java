/**
 * The bench's clients: a few threads that play many players, what they see, and what the relay and
 * they themselves cost meanwhile. Imports {@code bench.packet}, HdrHistogram and the JDK; knows
 * nothing of commands.
 */
package tv.relay.cli.bench.load;
