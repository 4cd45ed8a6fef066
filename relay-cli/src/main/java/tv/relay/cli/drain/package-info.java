/** {@code relay drain}: has a relay end in peace. Imports api, command, terminal and value. */
package tv.relay.cli.drain;
