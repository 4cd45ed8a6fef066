package tv.relay.cli.bench.load;

import java.util.concurrent.TimeUnit;

/**
 * What the relay took during the measurement.
 *
 * @param cpuSecondsPerGigabyte of 10^9 bytes that were delivered; NaN where none were
 * @param cores processors that it took
 * @param residentBytesBefore its memory before the first client
 * @param bytesPerClient by how much that has grown, for each client
 */
public record RelayCost(
    double cpuSeconds,
    double cpuSecondsPerGigabyte,
    double cores,
    long residentBytesBefore,
    long residentBytes,
    long mostResidentBytes,
    long bytesPerClient,
    long openFiles,
    long threads) {
  private static final double GIGABYTE = 1e9;

  static RelayCost of(
      ProcessSample before,
      ProcessSample start,
      ProcessSample end,
      long bytes,
      long nanos,
      int clients) {
    double cpuSeconds = end.cpuSecondsSince(start);
    return new RelayCost(
        cpuSeconds,
        bytes == 0 ? Double.NaN : cpuSeconds / (bytes / GIGABYTE),
        cpuSeconds * TimeUnit.SECONDS.toNanos(1) / nanos,
        before.residentBytes(),
        end.residentBytes(),
        end.mostResidentBytes(),
        (end.residentBytes() - before.residentBytes()) / Math.max(1, clients),
        end.openFiles(),
        end.threads());
  }
}
