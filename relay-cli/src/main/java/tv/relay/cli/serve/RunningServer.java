package tv.relay.cli.serve;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.logging.LogQueue;
import tv.relay.server.RelayServer;
import tv.relay.server.ServerOptions;
import tv.relay.server.StartException;

/** A server in this process, and where it can be found. */
final class RunningServer implements AutoCloseable {
  private final RelayServer server;
  private final LogQueue log;

  private RunningServer(RelayServer server, LogQueue log) {
    this.server = server;
    this.log = log;
  }

  /**
   * @throws CommandFailure when it can't start, with the reason
   */
  static RunningServer start(ServerOptions options) {
    try {
      RelayServer server = RelayServer.start(options);
      // Not before: what keeps it from starting is to be read at once.
      return new RunningServer(server, LogQueue.open());
    } catch (StartException e) {
      throw new CommandFailure(
          e.asksTooMuch() ? ExitCode.USAGE : ExitCode.FAILED, e.getMessage(), e);
    }
  }

  /** A URL at which this machine reaches the server, without a slash at the end. */
  String localUrl() {
    InetSocketAddress address = server.address();
    if (!address.getAddress().isAnyLocalAddress()) {
      return url(hostOf(address));
    }
    return url(address.getAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1");
  }

  /** The server's URL under another name. */
  String url(String host) {
    return "http://" + host + ":" + server.address().getPort();
  }

  /** Whether it listens on all addresses of this machine. */
  boolean everywhere() {
    return server.address().getAddress().isAnyLocalAddress();
  }

  /** Address and port that it listens on. */
  String listensOn() {
    return hostOf(server.address()) + ":" + server.address().getPort();
  }

  Path tokenFile() {
    return server.tokenFile();
  }

  /** Takes no new clients; those that watch may stay for so long. */
  void drain(Duration atMost) {
    server.drain(atMost);
  }

  /** Waits until a drain was asked for, by whomever, and is over. */
  void awaitDrained() throws InterruptedException {
    server.awaitDrained();
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      log.close();
    }
  }

  /** An address as it is written in a URL. */
  static String hostOf(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return address.getAddress() instanceof Inet6Address
        ? "[" + host.replaceFirst("(^|:)(0(:|$)){2,}", "::") + "]"
        : host;
  }
}
