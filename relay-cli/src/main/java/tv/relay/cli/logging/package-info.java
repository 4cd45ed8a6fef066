/**
 * How the log is written: for programs, and without holding anybody up. Imports nothing of the
 * relay.
 */
package tv.relay.cli.logging;
