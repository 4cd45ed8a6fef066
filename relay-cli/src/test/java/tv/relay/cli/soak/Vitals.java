package tv.relay.cli.soak;

import java.util.Locale;

/**
 * What the relay's process holds at one moment.
 *
 * @param second of the soak
 * @param quiet whether nobody watches and every channel is idle
 * @param liveChannels channels that have a ring
 * @param ringKib memory of all rings, as the status says
 * @param directKib memory outside the heap that buffers hold, as the JVM counts it
 * @param heapKib used of the heap, after a collection
 * @param residentKib of the process
 */
record Vitals(
    long second,
    boolean quiet,
    int clients,
    int liveChannels,
    int threads,
    int descriptors,
    long ringKib,
    long directKib,
    long heapKib,
    long residentKib) {

  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%7s %-5s %7s %4s %7s %11s %9s %10s %9s %12s",
          "second",
          "",
          "clients",
          "live",
          "threads",
          "descriptors",
          "rings KiB",
          "direct KiB",
          "heap KiB",
          "resident KiB");

  String row() {
    return String.format(
        Locale.ROOT,
        "%7d %-5s %7d %4d %7d %11d %9d %10d %9d %12d",
        second,
        quiet ? "quiet" : "busy",
        clients,
        liveChannels,
        threads,
        descriptors,
        ringKib,
        directKib,
        heapKib,
        residentKib);
  }
}
