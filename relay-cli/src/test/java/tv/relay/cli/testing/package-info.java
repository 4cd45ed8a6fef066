/** What the tests of several rooms need: a server that follows a script, a run of the program. */
package tv.relay.cli.testing;
