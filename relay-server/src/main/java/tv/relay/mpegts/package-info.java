/**
 * MPEG-TS, read and written where it lies: packets and their alignment, clocks and times, tables,
 * access points, and the few packets that the relay makes itself. No threads, no sockets; imports
 * nothing but the JDK.
 */
package tv.relay.mpegts;
