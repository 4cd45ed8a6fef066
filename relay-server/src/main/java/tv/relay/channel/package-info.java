/**
 * The channel and its life: who watches, when the upstream is connected, retried and let go.
 * Imports account, delivery, upstream, registry, index, ring, mpegts and events.
 */
package tv.relay.channel;
