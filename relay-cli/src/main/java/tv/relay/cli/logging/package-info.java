/** How the log is written for programs. Imports nothing of the relay; named in logback.xml. */
package tv.relay.cli.logging;
