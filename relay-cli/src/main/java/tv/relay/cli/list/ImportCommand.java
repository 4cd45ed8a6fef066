package tv.relay.cli.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.api.ServerAccess;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.ProgressBar;
import tv.relay.cli.value.ChannelId;

/** {@code relay import}. */
@Command(
    name = "import",
    description = {
      "Make channels of a list (M3U).",
      "Entries that the relay can't relay are passed over and reported with their lines. Imported"
          + " again, a list changes the channels that it made, but for what was changed by hand;"
          + " channels of your own it leaves alone.",
      "A URL is fetched by the relay, a file is sent to it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay import provider.m3u --dry-run",
      "  relay import provider.m3u --group 'UK*' --exclude-name '/xxx|test/'",
      "  relay import 'http://p.example/get.php?username=U&password=P' --list p",
      "  xz -dc list.m3u.xz | relay import - --list mine --merge tvg-id"
    })
public final class ImportCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/import";

  @Spec private CommandSpec command;

  @Mixin private ServerAccess access;

  @Parameters(
      index = "0",
      paramLabel = "FILE|URL|-",
      description = "The list: a file, an http or https URL, or - for standard input.")
  private String source;

  @Option(
      names = "--list",
      paramLabel = "NAME",
      converter = ChannelId.class,
      description = {
        "Name of the list, by which the relay knows its channels again.",
        "Default: the file's name or the URL's host."
      })
  private String list;

  @Mixin private EntryChoice choice;

  @Option(
      names = "--dry-run",
      fallbackValue = "true",
      description = "Say what would change, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print JSON: counts, problems and changes, the latter two bounded.")
  private boolean json;

  @Override
  public Integer call() {
    RelayApi api = access.api();
    boolean isUrl = source.matches("(?i)https?://.*");
    JsonNode report = isUrl ? importUrl(api) : importFile(api);
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(report));
    } else {
      ImportText.lines(report, dryRun).forEach(out::println);
      if (!dryRun && report.path("added").asInt() > 0) {
        out.println("Watch: " + api.url() + "/playlist.m3u");
      }
    }
    return ExitCode.DONE;
  }

  private JsonNode importUrl(RelayApi api) {
    String target = target(hostOf(source));
    return ProgressBar.during(
        command.commandLine().getErr(),
        "the relay fetches the list",
        () -> api.postAndWait(target, JsonNodeFactory.instance.objectNode().put("url", source)));
  }

  private JsonNode importFile(RelayApi api) {
    boolean standardInput = source.equals("-");
    try (InputStream in = standardInput ? new FileInputStream(FileDescriptor.in) : open();
        ProgressBar bar =
            ProgressBar.start(
                command.commandLine().getErr(),
                standardInput ? 0 : Files.size(Path.of(source)),
                "the relay takes the channels in")) {
      // Says whether the token is right before much is sent.
      api.get("/api/v1/lists", "lists");
      long[] sent = new long[1];
      return api.upload(
          target(standardInput ? "import" : baseName()),
          "audio/x-mpegurl",
          buffer -> {
            int read = in.read(buffer);
            sent[0] += Math.max(0, read);
            bar.done(sent[0]);
            return read;
          });
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "cannot read " + source + ": " + e.getMessage(), e);
    }
  }

  private InputStream open() throws IOException {
    Path file;
    try {
      file = Path.of(source);
    } catch (InvalidPathException e) {
      throw new CommandFailure(ExitCode.USAGE, "'" + source + "' is neither a file nor a URL", e);
    }
    if (!Files.exists(file)) {
      boolean otherScheme = source.matches("[A-Za-z][A-Za-z0-9+.-]*://.*");
      throw new CommandFailure(
          ExitCode.USAGE,
          otherScheme
              ? "a list is fetched by http or https only"
              : "there is no file " + source + "; give a file, an http or https URL, or -");
    }
    if (Files.isDirectory(file)) {
      throw new CommandFailure(ExitCode.USAGE, source + " is a folder; give the list in it");
    }
    return Files.newInputStream(file);
  }

  private String target(String usualName) {
    StringJoiner query = new StringJoiner("&", PATH + "?", "");
    query.add("list=" + (list != null ? list : nameOf(usualName)));
    choice.query(query);
    query.add("dryRun=" + dryRun);
    return query.toString();
  }

  private String baseName() {
    String name = Path.of(source).getFileName().toString();
    return name.replaceFirst("(?i)\\.gz$", "").replaceFirst("(?i)\\.(m3u8?|txt)$", "");
  }

  private static String hostOf(String url) {
    try {
      String host = URI.create(url.strip()).getHost();
      return host == null ? "import" : host;
    } catch (IllegalArgumentException e) {
      return "import";
    }
  }

  /** What can be the name of a list. */
  static String nameOf(String text) {
    String name = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return name.isEmpty() ? "import" : name.substring(0, Math.min(name.length(), 64));
  }
}
