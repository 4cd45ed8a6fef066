/**
 * {@code relay account}: providers' accounts and how many connections they allow. Imports api,
 * command, terminal, value.
 */
package tv.relay.cli.account;
