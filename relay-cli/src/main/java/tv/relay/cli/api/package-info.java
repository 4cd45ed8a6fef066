/**
 * A client of the relay's HTTP API: where the server is, what opens it, and what its answers mean
 * for a command. Imports command, terminal and Jackson.
 */
package tv.relay.cli.api;
