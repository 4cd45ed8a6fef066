/**
 * MPEG-TS as pure functions over packets: finding and keeping packet alignment. No threads, no
 * sockets; imports nothing but the JDK.
 */
package tv.relay.mpegts;
