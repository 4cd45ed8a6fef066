/**
 * The bench's source: any number of live channels of numbered packets over HTTP, paced, on one
 * thread. Imports {@code bench.packet} and Jackson; knows nothing of commands.
 */
package tv.relay.cli.bench.source;
