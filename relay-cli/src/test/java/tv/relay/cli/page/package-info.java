/**
 * The page at {@code /} in a real Chromium, driven over its debugging protocol, against the built
 * relay. Imports program, testing and the server's test support.
 */
package tv.relay.cli.page;
