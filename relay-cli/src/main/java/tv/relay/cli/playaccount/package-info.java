/**
 * {@code relay play-account}: who may watch by user and password. Imports api, command, terminal,
 * value.
 */
package tv.relay.cli.playaccount;
