/**
 * {@code relay client}: the clients that watch. Imports api, command, terminal and status, whose
 * columns it shares.
 */
package tv.relay.cli.client;
