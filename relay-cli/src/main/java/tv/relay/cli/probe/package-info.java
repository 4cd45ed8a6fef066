/** {@code relay probe}: looks at a source without a server. */
package tv.relay.cli.probe;
