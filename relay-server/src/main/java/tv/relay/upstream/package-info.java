/**
 * Reading a source: connecting, telling a stream from an error page, aligning it, publishing it
 * into a ring on a thread of its own. Imports ring, mpegts, index and the values of registry.
 */
package tv.relay.upstream;
