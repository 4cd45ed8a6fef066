/**
 * {@code relay channel}: the channels that a relay knows. Imports api, command, terminal, value.
 */
package tv.relay.cli.channel;
