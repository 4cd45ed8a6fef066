package tv.relay.cli.probe;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.value.Durations;
import tv.relay.cli.value.RequestHeader;
import tv.relay.registry.InvalidDefinitionException;
import tv.relay.registry.SourceUrl;
import tv.relay.server.Version;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Probe;
import tv.relay.upstream.ProbeReport;
import tv.relay.upstream.Source;
import tv.relay.upstream.SourceClient;
import tv.relay.upstream.SourceTimeouts;
import tv.relay.upstream.UpstreamException;

/** {@code relay probe}. */
@Command(
    name = "probe",
    description = {
      "Connect to a source and say what comes, or why nothing does.",
      "No server is needed. The source sees one connection, as it would from the relay."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay probe http://provider.example/news.ts",
      "  relay probe --user-agent VLC/3.0.24 http://provider.example/news.ts"
    })
public final class ProbeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "URL", description = "The source, http or https.")
  private String url;

  @Option(
      names = "--watch-for",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.Positive.class,
      description = "How long to look at the stream.")
  private Duration watch;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.Positive.class,
      description = "How long connecting may take.")
  private Duration connectTimeout;

  @Option(
      names = "--stall-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.Positive.class,
      description = "How long the source may send nothing.")
  private Duration stallTimeout;

  @Option(
      names = "--user-agent",
      paramLabel = "TEXT",
      description = "User-Agent that the source is told; without it the relay's own.")
  private String userAgent;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      converter = RequestHeader.Converter.class,
      description =
          "Another header that the source is sent. May be repeated; in the environment, one a line.")
  private List<RequestHeader.Lines> headers;

  @Option(
      names = "--allow-private-redirects",
      fallbackValue = "true",
      description = "Let the source redirect to addresses of this machine's own network.")
  private boolean allowPrivateRedirects;

  @Option(names = "--json", fallbackValue = "true", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    ProbeReport report = probe(new Source(sourceUrl(), userAgent, requestHeaders()));
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(ProbeText.json(report)));
    } else {
      ProbeText.lines(report).forEach(out::println);
    }
    return ExitCode.DONE;
  }

  private ProbeReport probe(Source source) {
    SourceTimeouts timeouts = new SourceTimeouts(connectTimeout, stallTimeout);
    try (SourceClient client = client(timeouts)) {
      return new Probe(client, watch).run(source);
    } catch (UpstreamException e) {
      throw new CommandFailure(exitCode(e.failure().kind()), e.failure().reason(), e);
    }
  }

  private SourceClient client(SourceTimeouts timeouts) {
    return new SourceClient(timeouts, "relay/" + Version.NUMBER, allowPrivateRedirects);
  }

  private static int exitCode(Failure.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> ExitCode.UNREACHABLE;
      case DENIED, REJECTED -> ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }

  private SourceUrl sourceUrl() {
    try {
      return SourceUrl.parse(url);
    } catch (InvalidDefinitionException e) {
      throw new ParameterException(command.commandLine(), "URL: " + e.problem(), e);
    }
  }

  private Map<String, String> requestHeaders() {
    Map<String, String> all = new LinkedHashMap<>();
    if (headers != null) {
      headers.forEach(lines -> lines.headers().forEach(h -> all.put(h.name(), h.value())));
    }
    return all;
  }
}
