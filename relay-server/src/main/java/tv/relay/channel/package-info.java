/**
 * The channel and its life: who watches, when the upstream is connected, retried and let go.
 * Imports delivery, upstream, registry, ring and mpegts.
 */
package tv.relay.channel;
