/** {@code relay status}: what goes on, for people. Imports api, command, terminal and value. */
package tv.relay.cli.status;
