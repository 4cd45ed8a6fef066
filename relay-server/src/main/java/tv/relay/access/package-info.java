/**
 * Who asked for what and what came of it: a line for each answered request and each ended stream.
 * Imports nothing of the relay.
 */
package tv.relay.access;
