/**
 * The demo's upstream: a clip from the class path, served over HTTP on loopback as an endless live
 * stream. May import {@code tv.relay.mpegts}, SLF4J and the JDK's own HTTP server; knows nothing of
 * the commands.
 */
package tv.relay.cli.demo;
