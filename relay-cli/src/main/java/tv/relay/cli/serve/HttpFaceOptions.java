package tv.relay.cli.serve;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tv.relay.cli.value.ByteSize;
import tv.relay.cli.value.Count;
import tv.relay.cli.value.Durations;
import tv.relay.cli.value.ListenAddress;
import tv.relay.http.CidrBlock;
import tv.relay.http.HttpOptions;
import tv.relay.http.PublicUrl;

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
      description = {
        "How long a client may take to send the head of its request, and again for its body.",
        "So long a connection may be without a request, too."
      })
  private Duration headerTimeout;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      converter = PublicUrlConverter.class,
      description = {
        "URL under which players reach the relay, for its lists: https://tv.example/relay.",
        "Default: what each request asked for."
      })
  private PublicUrl publicUrl;

  @Option(
      names = "--trusted-proxies",
      paramLabel = "CIDR[,CIDR]",
      converter = CidrConverter.class,
      description = {
        "Addresses of reverse proxies whose Forwarded or X-Forwarded-* headers are believed, as"
            + " 127.0.0.1,10.0.0.0/8.",
        "Default: nobody's."
      })
  private CidrBlocks trustedProxies;

  HttpOptions options() {
    return new HttpOptions(
        listen,
        ioThreads,
        maxHeaderBytes,
        headerTimeout,
        publicUrl,
        trustedProxies == null ? List.of() : trustedProxies.blocks());
  }

  /** Several blocks given as one value. */
  private record CidrBlocks(List<CidrBlock> blocks) {}

  static final class CidrConverter implements ITypeConverter<CidrBlocks> {
    CidrConverter() {}

    @Override
    public CidrBlocks convert(String text) {
      try {
        return new CidrBlocks(CidrBlock.parseList(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class PublicUrlConverter implements ITypeConverter<PublicUrl> {
    PublicUrlConverter() {}

    @Override
    public PublicUrl convert(String text) {
      try {
        return new PublicUrl(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is not accepted; " + e.getMessage());
      }
    }
  }
}
