/** Values as people write them on a command line: sizes, durations, addresses, names. */
package tv.relay.cli.value;
