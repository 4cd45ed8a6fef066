package tv.relay.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tv.relay.cli.bench.load.Figures;
import tv.relay.cli.bench.load.Group;
import tv.relay.cli.bench.load.OwnCost;

/**
 * Whether a run was good, and what to think of it.
 *
 * @param faults why not; none when it was good
 * @param notes what limits what the figures say
 */
record Verdict(List<String> faults, List<String> notes) {
  /** A loop that takes more of its processor can't be said to have kept up. */
  private static final double FULL_THREAD = 0.9;

  /** Buffers hold more than comes in this time; what is later may hold up the relay itself. */
  private static final double LATE_MILLIS = 50;

  private static final double FULL_MACHINE = 0.97;

  boolean good() {
    return faults.isEmpty();
  }

  static Verdict of(Figures figures) {
    List<String> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    ownFaults(figures, faults);
    clientFaults(figures, faults);
    packetFaults(figures, faults);
    notes(figures, notes);
    return new Verdict(List.copyOf(faults), List.copyOf(notes));
  }

  private static void ownFaults(Figures figures, List<String> faults) {
    OwnCost own = figures.own();
    if (own.busiestThread() > FULL_THREAD) {
      faults.add(
          text(
              "the bench was the bottleneck: a thread of it took %.0f %% of a processor. Give it"
                  + " more --threads, fewer --clients, or a machine of its own",
              own.busiestThread() * 100));
    }
    if (figures.lateness().p99() > LATE_MILLIS) {
      faults.add(
          text(
              "the bench was the bottleneck: it fell behind by %.0f ms (p99)%s",
              figures.lateness().p99(),
              machineFull(figures) ? ", on a machine whose processors were all busy" : ""));
    }
  }

  /** What a good run has shown. */
  static String praise(Figures figures) {
    List<String> shown = new ArrayList<>();
    if (figures.ownStream() && figures.fast().seen().packets() > 0) {
      shown.add("clients that check lost nothing");
    }
    if (figures.shares().clients() > 0) {
      shown.add("nobody starved");
    }
    shown.add("the bench kept up");
    return String.join(", ", shown);
  }

  private static void clientFaults(Figures figures, List<String> faults) {
    int without = figures.failures().values().stream().mapToInt(Integer::intValue).sum();
    if (without > 0) {
      faults.add(without + " times no stream was to be had: " + figures.failures());
    }
    if (figures.fast().waiting() > 0) {
      faults.add(
          text(
              "%d of %d fast clients were waiting for a stream in vain when the measurement ended",
              figures.fast().waiting(), figures.fast().clients()));
    }
    if (figures.fast().gone() > 0) {
      faults.add(figures.fast().gone() + " fast clients were disconnected");
    }
    if (figures.shares().starved() > 0) {
      faults.add(
          text(
              "%d of %d fast clients got less than 98 %% of the rate; the least %.1f %%%s",
              figures.shares().starved(),
              figures.shares().clients(),
              figures.shares().least() * 100,
              machineFull(figures)
                  ? ". All processors were busy, so it may be the machine that was too small"
                  : ""));
    }
  }

  private static void packetFaults(Figures figures, List<String> faults) {
    if (figures.fast().seen().gaps() > 0) {
      faults.add(
          text(
              "fast clients lost %d packets in %d places",
              figures.fast().seen().lostPackets(), figures.fast().seen().gaps()));
    }
    boolean explained = figures.fast().seen().gaps() > 0;
    if (figures.ownStream() && !explained && figures.fast().seen().continuityErrors() > 0) {
      faults.add(counterErrors(figures));
    }
    damage("fast", figures.fast(), faults);
    damage("slow", figures.slow(), faults);
    damage("stalled", figures.stalled(), faults);
  }

  private static void damage(String who, Group group, List<String> faults) {
    if (group.seenAtLast().corrupt() > 0) {
      faults.add(text("%s clients got %d corrupt packets", who, group.seenAtLast().corrupt()));
    }
    if (group.seenAtLast().misaligned() > 0) {
      faults.add(
          text(
              "%s clients found %d places without a packet's beginning",
              who, group.seenAtLast().misaligned()));
    }
  }

  private static String counterErrors(Figures figures) {
    return text(
        "continuity counters of fast clients jumped %d times",
        figures.fast().seen().continuityErrors());
  }

  private static void notes(Figures figures, List<String> notes) {
    if (figures.fast().seen().packets() == 0 && figures.fast().clients() > 0) {
      notes.add("no fast client checks packets (--verify): loss and damage were not seen");
    } else if (!figures.ownStream()) {
      notes.add(
          "the stream isn't one of 'relay bench source': latency, loss and damage were not seen");
      if (figures.fast().seen().continuityErrors() > 0) {
        notes.add(counterErrors(figures) + ": by the relay's loss, or in its source already");
      }
    } else if (figures.foreignStamps() > 0) {
      notes.add("the source has another clock than this machine: its latency was not measured");
    }
    int targets = figures.plan().targets().size();
    if (figures.plan().verifying() > 0 && figures.plan().verifying() < targets) {
      notes.add(text("%d of %d URLs were checked", figures.plan().verifying(), targets));
    }
    if (figures.fast().clients() > 0 && figures.shares().clients() == 0) {
      notes.add("no fast client stayed for all of it: whether they got the rate was not seen");
    } else if (figures.plan().rateBitsPerSecond() == 0) {
      notes.add("without --rate, what the best client of a URL got was taken for all there was");
    }
    if (machineFull(figures)) {
      notes.add(
          text(
              "%.1f of %d processors were busy: latency shows the machine as much as the relay",
              figures.own().machineCores(), figures.own().processors()));
    }
  }

  private static boolean machineFull(Figures figures) {
    return figures.own().machineCores() > FULL_MACHINE * figures.own().processors();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
