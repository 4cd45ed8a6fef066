package tv.relay.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.memory.Demand;
import tv.relay.memory.MachineMemory;
import tv.relay.memory.MemoryCheck;
import tv.relay.memory.MemoryNeeds;
import tv.relay.ring.RingMemory;

/**
 * Holds the options against the machine and against the limits of this JVM, before anything is
 * begun. The launcher chooses those limits; who gives others to Java has the last word, and is
 * told.
 */
final class EnoughMemory {
  private static final Logger LOG = LoggerFactory.getLogger(EnoughMemory.class);
  private static final long MIB = 1024 * 1024;

  /** Of {@code -Xmx} the JVM counts one of two survivor spaces only. */
  private static final double TOLERANCE = 0.97;

  private EnoughMemory() {}

  /**
   * Returns what rings may take: all that is there but for what the formula has for clients.
   *
   * @throws StartException when the machine can't hold what the options ask for
   */
  static RingMemory require(ServerOptions options) throws StartException {
    Demand demand = demand(options, Math.max(1, options.liveChannels()));
    Optional<String> refusal =
        MachineMemory.now().flatMap(machine -> MemoryCheck.refusal(demand, machine));
    if (refusal.isPresent()) {
      throw StartException.asksTooMuch(refusal.get());
    }
    MemoryNeeds needs = MemoryNeeds.of(demand);
    long heap = Runtime.getRuntime().maxMemory();
    long direct = directLimit(heap);
    compare("heap", heap, needs.heap(), "-Xmx in RELAY_JAVA_OPTS");
    compare("memory outside the heap", direct, needs.direct(), "RELAY_DIRECT_MEMORY");
    Demand none = demand(options, 0);
    long others = MemoryNeeds.of(none).direct();
    long channel = MemoryNeeds.of(demand(options, 1)).direct() - others;
    LOG.info(
        "memory: heap up to {} MB; outside it up to {} MB, room for about {} live channels",
        heap / MIB,
        direct / MIB,
        Math.max(0, (direct - others) / channel));
    long ring = options.channels().ringBytes();
    // Who gives Java less than the formula by hand gets half of that for rings.
    return new RingMemory(
        direct < needs.direct() ? direct / 2 : (direct - others) / channel * ring);
  }

  private static Demand demand(ServerOptions options, int liveChannels) {
    return new Demand(
        liveChannels,
        options.channels().ringBytes(),
        options.limits().maxClients(),
        options.delivery().sendBufferBytes(),
        options.limits().maxChannels());
  }

  private static void compare(String what, long limit, long needed, String where) {
    if (limit < needed * TOLERANCE) {
      LOG.warn(
          "{} is limited to {} MB, and what the options ask for may take {} MB: raise {}, or lower"
              + " --max-channels, --max-clients or --live-channels",
          what,
          String.format(Locale.ROOT, "%,d", limit / MIB),
          String.format(Locale.ROOT, "%,d", needed / MIB),
          where);
    }
  }

  /**
   * As of {@code -XX:MaxDirectMemorySize}; Java takes as much as for the heap when it isn't set.
   */
  private static long directLimit(long heap) {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (jvm == null) {
      return heap;
    }
    long limit = Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
    return limit == 0 ? heap : limit;
  }
}
