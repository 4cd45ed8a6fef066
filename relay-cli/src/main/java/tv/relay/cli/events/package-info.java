/** {@code relay events}: what has happened lately. Imports api, command and terminal. */
package tv.relay.cli.events;
