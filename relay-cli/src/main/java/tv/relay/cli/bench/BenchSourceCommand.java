package tv.relay.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.relay.cli.bench.source.BenchSource;
import tv.relay.cli.bench.source.SourceShape;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.command.UntilStopped;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.value.BitRate;
import tv.relay.cli.value.Count;
import tv.relay.cli.value.ListenAddress;

/** {@code relay bench source}. */
@Command(
    name = "source",
    description = {
      "Serve live channels that are made for measuring, until stopped with Ctrl-C.",
      "Each is an MPEG-TS of constant rate with a random access point every second, and every"
          + " packet of it is numbered, time-stamped and has a checksum: 'relay bench' can tell"
          + " what is missing, late or broken. All connections to a channel get the same.",
      "Channels are at /0.ts, /1.ts and so on. What its readers let it wait is at /stats, since"
          + " the last /stats?reset."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay bench source",
      "  relay bench source --channels 50 --rate 4M",
      "  curl -s http://127.0.0.1:9000/stats"
    })
final class BenchSourceCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9000",
      converter = ListenAddress.class,
      description = "Address to listen on; port 0 takes a free one.")
  private InetSocketAddress address;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "1",
      converter = Count.OfChannels.class,
      description = "How many channels there are. One that nobody reads stands still.")
  private int channels;

  @Option(
      names = "--rate",
      paramLabel = "BITS",
      defaultValue = "8M",
      converter = BitRate.class,
      description = "Bits per second of each channel: 8M, 2.5M, 500k.")
  private long bitsPerSecond;

  @Option(
      names = "--unalign",
      paramLabel = "N",
      defaultValue = "0",
      converter = Count.OfHundred.class,
      description = {
        "Of a hundred writes, how many end inside a packet.",
        "What is held back comes with the next write, 10 ms later."
      })
  private int unalignedPercent;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    BenchSource source = start();
    String url = "http://" + authority(source.address());
    out.println("The source listens on " + authority(source.address()));
    out.println(
        "  Channels  "
            + url
            + "/0.ts"
            + (channels > 1 ? " to /" + (channels - 1) + ".ts" : "")
            + ", "
            + Amounts.bitsPerSecond(bitsPerSecond)
            + (channels > 1 ? " each" : ""));
    out.println("  Readers   " + url + "/stats");
    out.println("Ctrl-C ends it.");
    out.flush();
    return UntilStopped.run(source, command.commandLine().getErr());
  }

  private BenchSource start() {
    try {
      return BenchSource.start(address, new SourceShape(channels, bitsPerSecond, unalignedPercent));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "cannot listen on "
              + authority(address)
              + ": "
              + e.getMessage()
              + "\nGive another address: --listen 127.0.0.1:0 takes a free port",
          e);
    }
  }

  private static String authority(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
