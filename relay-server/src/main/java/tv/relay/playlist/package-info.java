/**
 * Lists of channels as players and providers write them: M3U, read as a stream and written. Pure
 * functions over streams; no threads, no sockets; imports nothing but the JDK.
 */
package tv.relay.playlist;
