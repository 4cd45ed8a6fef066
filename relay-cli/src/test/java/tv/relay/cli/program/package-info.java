/**
 * The built program as its user has it: the jar in a process of its own, its exit codes and
 * signals, other versions of Java, and real players. Imports testing and mpegts.
 */
package tv.relay.cli.program;
