package tv.relay.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.channel.Limits;
import tv.relay.http.WebServer;

/**
 * Keeps the number of clients under the number of files that the process may open: past that
 * nothing could be accepted any more, no upstream opened and no registry written.
 */
final class OpenFileLimit {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFileLimit.class);

  /** For the program itself, its upstreams, the registry and connections that are no clients. */
  private static final int RESERVED = 512 + WebServer.SPARE_CONNECTIONS;

  private OpenFileLimit() {}

  static Limits applyTo(Limits asked) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
      return within(asked, os.getMaxFileDescriptorCount());
    }
    return asked;
  }

  static Limits within(Limits asked, long openFiles) {
    long room = Math.max(1, Math.max(openFiles - RESERVED, openFiles / 2));
    if (asked.maxClients() <= room) {
      return asked;
    }
    LOG.warn(
        "only {} files may be open, so at most {} clients are taken instead of {}: raise the limit"
            + " (ulimit -n, LimitNOFILE=) or lower --max-clients",
        openFiles,
        room,
        asked.maxClients());
    return new Limits((int) room, asked.maxClientsPerChannel(), asked.maxChannels());
  }
}
