/**
 * Programme guides in XMLTV: read as streams, merged for the channels that are relayed, and kept as
 * one file that can be served. Imports registry and subscription.
 */
package tv.relay.guide;
