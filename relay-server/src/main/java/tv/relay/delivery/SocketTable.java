package tv.relay.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's view of this machine's TCP connections, as Linux shows it in {@code /proc/net/tcp}
 * and {@code tcp6} (proc_pid_net(5)). It knows what no program is told: that a peer does not
 * acknowledge.
 */
final class SocketTable {
  /** Number, local and remote address, state, queues, timer, retransmissions. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]{2}"
              + " ([0-9A-F]{8}):[0-9A-F]{8} [0-9A-F]{2}:[0-9A-F]{8} ([0-9A-F]{8}) .*");

  private static final String REPEATED = "RetransSegs";

  private final Path counters;
  private final List<Path> files;

  SocketTable() {
    // Of the threads that ask, not of the process that was started first.
    this(
        Path.of("/proc/self/net/snmp"),
        Path.of("/proc/self/net/tcp"),
        Path.of("/proc/self/net/tcp6"));
  }

  SocketTable(Path counters, Path... files) {
    this.counters = counters;
    this.files = List.of(files);
  }

  /** The two ends of a connection. */
  record Ends(InetSocketAddress local, InetSocketAddress remote) {}

  /**
   * What a peer owes.
   *
   * @param queuedBytes sent or to be sent, and not acknowledged
   * @param repetitions how often the oldest of it has been sent again, in vain
   */
  record Debt(long queuedBytes, long repetitions) {}

  /** Whether this system has such a table. */
  boolean isThere() {
    return files.stream().anyMatch(Files::isReadable);
  }

  /**
   * How many segments this machine has ever sent again, or -1 where it does not say (SNMP's
   * tcpRetransSegs, RFC 4022). As long as that stays, no peer has become silent; to ask costs a
   * thousandth of what the table does.
   */
  long repeatedSegments() {
    try (BufferedReader lines = Files.newBufferedReader(counters, StandardCharsets.US_ASCII)) {
      String[] names = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("Tcp:")) {
          String[] fields = line.split(" ");
          if (names != null) {
            return Long.parseLong(fields[List.of(names).indexOf(REPEATED)]);
          }
          names = fields;
        }
      }
      return -1;
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  /** The connections whose peers have not acknowledged what was sent to them again. */
  Map<Ends, Debt> silent() throws IOException {
    Map<Ends, Debt> silent = new HashMap<>();
    for (Path file : files) {
      if (Files.isReadable(file)) {
        read(file, silent);
      }
    }
    return silent;
  }

  private static void read(Path file, Map<Ends, Debt> silent) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher fields = LINE.matcher(line);
        if (fields.matches() && Long.parseLong(fields.group(6), 16) > 0) {
          silent.put(
              new Ends(
                  address(fields.group(1), fields.group(2)),
                  address(fields.group(3), fields.group(4))),
              new Debt(Long.parseLong(fields.group(5), 16), Long.parseLong(fields.group(6), 16)));
        }
      }
    }
  }

  /** Addresses are words of four bytes in the order of the machine; ports are plain. */
  private static InetSocketAddress address(String hex, String port) throws UnknownHostException {
    byte[] bytes = new byte[hex.length() / 2];
    boolean little = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
    for (int i = 0; i < bytes.length; i++) {
      int at = little ? i / 4 * 4 + 3 - i % 4 : i;
      bytes[at] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    // Addresses of IPv4 within IPv6 become what they are.
    return new InetSocketAddress(InetAddress.getByAddress(bytes), Integer.parseInt(port, 16));
  }
}
