package tv.relay.cli.serve;

import java.net.InetSocketAddress;
import java.time.Duration;
import picocli.CommandLine.Option;
import tv.relay.cli.value.ByteSize;
import tv.relay.cli.value.Count;
import tv.relay.cli.value.Durations;
import tv.relay.cli.value.ListenAddress;
import tv.relay.http.HttpOptions;

/** How the server listens. */
final class HttpFaceOptions {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8080",
      converter = ListenAddress.class,
      description = "Address to listen on; 127.0.0.1:8080 for this machine only, port 0 for any.")
  private InetSocketAddress listen;

  @Option(
      names = "--io-threads",
      paramLabel = "N",
      defaultValue = "0",
      converter = Count.OfThreads.class,
      description =
          "Threads that serve all connections; 0 takes half as many as there are processors.")
  private int ioThreads;

  @Option(
      names = "--max-header-size",
      paramLabel = "SIZE",
      defaultValue = "16K",
      converter = ByteSize.OfHeader.class,
      description = "Longest head of a request.")
  private int maxHeaderBytes;

  @Option(
      names = "--header-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.Positive.class,
      description = "How long a client may take to send the head of its request.")
  private Duration headerTimeout;

  HttpOptions options() {
    return new HttpOptions(listen, ioThreads, maxHeaderBytes, headerTimeout);
  }
}
