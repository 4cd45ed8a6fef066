/**
 * What every command shares: exit codes, failures and how they are told, the environment and its
 * twins of options, the look of help. Imports terminal, picocli and the JDK.
 */
package tv.relay.cli.command;
