/**
 * The ring: a channel's last seconds off heap, one producer, any number of readers that it never
 * waits for. Knows nothing of HTTP or MPEG-TS and imports nothing but the JDK.
 */
package tv.relay.ring;
