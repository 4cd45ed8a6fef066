/**
 * Printing for people and for programs: text made harmless, tables that fit the terminal, amounts,
 * JSON. Knows nothing of commands.
 */
package tv.relay.cli.terminal;
