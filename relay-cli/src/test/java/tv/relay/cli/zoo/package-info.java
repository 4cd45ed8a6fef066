/**
 * Streams of every kind that real providers send, made with ffmpeg, played endlessly through the
 * built relay, and what players and packet checks say of joins and skips in them. May import the
 * demo's schedule, {@code tv.relay.mpegts} and the other tests' support; {@link
 * tv.relay.cli.zoo.ZooKeeper} and what it needs do without test libraries.
 */
package tv.relay.cli.zoo;
