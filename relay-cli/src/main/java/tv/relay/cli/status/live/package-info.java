/**
 * {@code relay status --watch} on a terminal: the status as a page that lives. It imports what
 * {@code relay status} prints with, and the server's HTTP API.
 */
package tv.relay.cli.status.live;
