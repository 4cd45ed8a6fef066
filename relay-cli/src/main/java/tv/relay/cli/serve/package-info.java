/**
 * {@code relay serve} and {@code relay demo}: the server in this process. The only room that
 * imports the server; beside it command, terminal, value, api and demo.
 */
package tv.relay.cli.serve;
