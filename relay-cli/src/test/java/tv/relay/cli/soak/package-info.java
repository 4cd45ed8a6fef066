/**
 * The soak: the built relay between sources that fail all the time and clients that come and go.
 * {@code scripts/soak} runs it for long.
 */
package tv.relay.cli.soak;
