/**
 * The packets that the bench sends and checks: their layout in {@link
 * tv.relay.cli.bench.packet.NumberedPacket}, the stream that they make, and its verifier. No
 * threads, no sockets; imports {@code tv.relay.mpegts} and the JDK.
 */
package tv.relay.cli.bench.packet;
