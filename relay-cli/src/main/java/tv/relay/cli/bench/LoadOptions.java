package tv.relay.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tv.relay.cli.bench.load.LoadPlan;
import tv.relay.cli.bench.load.Target;
import tv.relay.cli.value.BitRate;
import tv.relay.cli.value.ByteSize;
import tv.relay.cli.value.Count;
import tv.relay.cli.value.Durations;
import tv.relay.cli.value.Frequency;

/** What load there is to be. */
final class LoadOptions {
  /** Clients that check, where there are no more URLs than that. */
  private static final int USUALLY_VERIFYING = 10;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A stream to load, http only. May be repeated; clients go round over them. In the"
              + " environment, one a line.")
  private List<String> urls;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "100",
      converter = Count.OfClients.class,
      description = "Clients that take all there is.")
  private int fast;

  @Option(
      names = "--verify",
      paramLabel = "N",
      converter = Count.OfClients.class,
      description = {
        "Of those, how many check every packet and measure latency.",
        "Default: 10, or one for each URL where there are more."
      })
  private Integer verifying;

  @Option(
      names = "--rate",
      paramLabel = "BITS",
      converter = BitRate.class,
      description = {
        "Bits per second that each of them should get: 8M, 2.5M.",
        "Default: what the best one gets."
      })
  private Long rate;

  @Option(
      names = "--slow",
      paramLabel = "N",
      defaultValue = "0",
      converter = Count.OfClients.class,
      description = "Clients beside them that take less than the stream brings.")
  private int slow;

  @Option(
      names = "--slow-rate",
      paramLabel = "BITS",
      defaultValue = "2M",
      converter = BitRate.class,
      description = "Bits per second that each slow client takes.")
  private long slowRate;

  @Option(
      names = "--stalled",
      paramLabel = "N",
      defaultValue = "0",
      converter = Count.OfClients.class,
      description = "Clients beside them that take nothing after the beginning.")
  private int stalled;

  @Option(
      names = "--zap",
      paramLabel = "RATE",
      defaultValue = "0",
      converter = Frequency.OrNever.class,
      description = {
        "Clients per second that leave and join the next URL, or the same again.",
        "The times to join are then theirs only."
      })
  private double zapsPerSecond;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Durations.Positive.class,
      description = "How long to measure.")
  private Duration duration;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.OrZero.class,
      description = "How long to wait before, once all clients are connected.")
  private Duration warmUp;

  @Option(
      names = "--drain",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = Durations.OrZero.class,
      description = {
        "After it, how long slow and stalled clients take all there is for them:"
            + " shows who was evicted, and whether it is whole."
      })
  private Duration drain;

  @Option(
      names = "--ramp",
      paramLabel = "RATE",
      defaultValue = "500",
      converter = Frequency.Positive.class,
      description = "Clients per second that connect at the beginning.")
  private double rampPerSecond;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      converter = Count.OfTries.class,
      description = "Threads for the clients that don't verify; the others have one more.")
  private int threads;

  @Option(
      names = "--receive-buffer",
      paramLabel = "SIZE",
      defaultValue = "512K",
      converter = ByteSize.OfSocketBuffer.class,
      description = "The kernel's receive buffer of a fast client.")
  private int bufferBytes;

  @Option(
      names = "--slow-buffer",
      paramLabel = "SIZE",
      defaultValue = "32K",
      converter = ByteSize.OfSocketBuffer.class,
      description =
          "The same of a slow or stalled client. It takes 20 times a second at most this.")
  private int slowBufferBytes;

  /** The plan; says what is wrong with the options. */
  LoadPlan plan(CommandLine commandLine) {
    if (urls == null) {
      throw new ParameterException(
          commandLine, "What is to be loaded? Give --url, or 'source' for a source");
    }
    if (fast + slow + stalled == 0) {
      throw new ParameterException(
          commandLine, "No clients: --clients, --slow and --stalled are 0");
    }
    if (zapsPerSecond > 0 && fast == 0) {
      throw new ParameterException(commandLine, "--zap is for fast clients, and --clients is 0");
    }
    List<Target> targets = targets(commandLine);
    return new LoadPlan(
        targets,
        fast,
        Math.min(verifying == null ? Math.max(USUALLY_VERIFYING, targets.size()) : verifying, fast),
        rate == null ? 0 : rate,
        slow,
        slowRate,
        stalled,
        zapsPerSecond,
        rampPerSecond,
        warmUp,
        duration,
        drain,
        threads,
        bufferBytes,
        slowBufferBytes);
  }

  private List<Target> targets(CommandLine commandLine) {
    List<Target> targets = new ArrayList<>();
    for (String url : urls.stream().flatMap(String::lines).filter(l -> !l.isBlank()).toList()) {
      try {
        targets.add(Target.of(url));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            commandLine, "'" + url + "' can't be loaded: " + e.getMessage(), e);
      }
    }
    return targets;
  }
}
