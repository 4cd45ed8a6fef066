package tv.relay.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the HTTP face listens.
 *
 * @param listen address and port; port 0 takes a free one
 * @param ioThreads threads that serve all connections; 0 takes half as many as there are processors
 * @param maxHeaderBytes longest request head that is read before the connection is refused
 * @param headerTimeout how long a client may take to send its request head, and again for its body;
 *     so long a connection may be without a request, too
 * @param publicUrl the URL under which players reach the relay; null to go by each request
 * @param trustedProxies who is believed about the clients that they speak for
 */
public record HttpOptions(
    InetSocketAddress listen,
    int ioThreads,
    int maxHeaderBytes,
    Duration headerTimeout,
    PublicUrl publicUrl,
    List<CidrBlock> trustedProxies) {

  public static HttpOptions defaults() {
    return new HttpOptions(
        new InetSocketAddress("0.0.0.0", 8080),
        0,
        16 * 1024,
        Duration.ofSeconds(10),
        null,
        List.of());
  }
}
