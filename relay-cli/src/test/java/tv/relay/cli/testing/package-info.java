/**
 * What the tests of several rooms need: a server that follows a script, a run of the program, a
 * check of the demo's stream.
 */
package tv.relay.cli.testing;
