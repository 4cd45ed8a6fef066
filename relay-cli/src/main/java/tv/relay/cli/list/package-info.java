/**
 * {@code relay import}, {@code relay list} and {@code relay guide}: lists of channels and programme
 * guides. Imports api, command, terminal and value.
 */
package tv.relay.cli.list;
