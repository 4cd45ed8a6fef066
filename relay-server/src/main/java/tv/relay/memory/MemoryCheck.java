package tv.relay.memory;

import java.util.Locale;
import java.util.Optional;

/** Compares what the options need with what there is, and says in words what to do about it. */
public final class MemoryCheck {
  private static final long MIB = 1024 * 1024;

  private MemoryCheck() {}

  /**
   * Why a relay with these options is not to be started; empty when it may.
   *
   * @param demand with at least one live channel, or nobody could watch anything
   */
  public static Optional<String> refusal(Demand demand, MachineMemory machine) {
    MemoryNeeds needs = MemoryNeeds.of(demand);
    if (needs.process() <= machine.availableBytes()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "not enough memory for what the options ask for: up to %s are needed, and %s of the"
                + " %s of %s can be had.%n%s%n%s",
            mebibytes(needs.process()),
            mebibytes(machine.availableBytes()),
            mebibytes(machine.limitBytes()),
            machine.owner(),
            table(demand),
            advice(demand, machine)));
  }

  private static String table(Demand demand) {
    long live = demand.liveChannels();
    return row(
            cost(with(demand, 0, demand.maxClients(), demand.maxChannels()), demand),
            live + (live == 1 ? " live channel with a ring" : " live channels with rings"),
            "--live-channels, --ring-size")
        + row(
            cost(with(demand, live, 0, demand.maxChannels()), demand),
            String.format(Locale.ROOT, "%,d clients", demand.maxClients()),
            "--max-clients")
        + row(
            cost(with(demand, live, demand.maxClients(), 0), demand),
            String.format(Locale.ROOT, "%,d registered channels", demand.maxChannels()),
            "--max-channels")
        + row(MemoryNeeds.of(with(demand, 0, 0, 0)).process(), "the program itself", "-")
            .stripTrailing();
  }

  private static String advice(Demand demand, MachineMemory machine) {
    long others =
        MemoryNeeds.of(with(demand, 0, demand.maxClients(), demand.maxChannels())).process();
    long each = cost(with(demand, 0, demand.maxClients(), demand.maxChannels()), demand);
    long fitting = (machine.availableBytes() - others) / Math.max(1, each / demand.liveChannels());
    return fitting >= 1
        ? "Lower --live-channels to "
            + fitting
            + " or fewer, or --ring-size, or give it more memory"
        : "Lower --max-channels and --max-clients, or give it more memory";
  }

  /** What the demand needs more than one that lacks something. */
  private static long cost(Demand without, Demand demand) {
    return MemoryNeeds.of(demand).process() - MemoryNeeds.of(without).process();
  }

  private static Demand with(Demand demand, long live, int clients, int channels) {
    return new Demand((int) live, demand.ringBytes(), clients, demand.sendBufferBytes(), channels);
  }

  private static String row(long bytes, String what, String options) {
    return String.format(Locale.ROOT, "  %9s  %-36s %s%n", mebibytes(bytes), what, options);
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", (bytes + MIB - 1) / MIB);
  }
}
