package tv.relay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;

/**
 * {@code relay rehearse}: serves a demo to itself for a moment and tries the usual commands. The
 * launcher lets the JVM watch it once and keep the classes that it loaded, parsed and checked, for
 * all later starts.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Play everything through once; the launcher uses it to make starts faster.",
    footerHeading = "%nExample:%n",
    footer = "  relay rehearse")
final class RehearseCommand implements Callable<Integer> {
  private static final Pattern URL = Pattern.compile("listens on (\\S+:\\d+)");
  private static final Pattern TOKEN = Pattern.compile("Admin token +in (.+)/admin-token");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int WATCHED_BYTES = 100_000;

  @Override
  public Integer call() throws Exception {
    StringWriter said = new StringWriter();
    Thread demo =
        new Thread(
            () -> run(said, "demo", "--listen", "127.0.0.1:0", "--log-level", "WARN"), "demo");
    demo.setDaemon(true);
    demo.start();
    String address = await(said, URL);
    String folder = await(said, TOKEN);
    await(said, Pattern.compile("(Ctrl-C)"));
    for (String path : new String[] {"/healthz", "/readyz", "/playlist.m3u", "/live/demo.ts"}) {
      fetch(address, path);
    }
    String[] access = {"--server", "http://" + address, "--data-dir", folder};
    for (String words : new String[] {"status", "channel list", "client list", "events"}) {
      run(new StringWriter(), concat(words.split(" "), access));
    }
    run(new StringWriter(), concat(new String[] {"drain", "--for", "0"}, access));
    demo.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
    return ExitCode.DONE;
  }

  private static int run(StringWriter out, String... words) {
    return Relay.commandLine(name -> null)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(out, true))
        .execute(words);
  }

  private static String await(StringWriter said, Pattern pattern) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      Matcher matcher = pattern.matcher(said.toString());
      if (matcher.find()) {
        return matcher.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    throw new CommandFailure(ExitCode.FAILED, "the demo did not start: " + said);
  }

  private static void fetch(String address, String path) throws IOException {
    int colon = address.lastIndexOf(':');
    try (Socket socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
      socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
      String request = "GET " + path + " HTTP/1.1\r\nHost: relay\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      in.readNBytes(WATCHED_BYTES);
    }
  }

  private static String[] concat(String[] first, String[] second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
