package tv.relay.cli.bench;

import java.util.List;
import java.util.Locale;
import tv.relay.cli.bench.load.Figures;
import tv.relay.cli.bench.load.Group;
import tv.relay.cli.bench.load.LoadPlan;
import tv.relay.cli.bench.load.OwnCost;
import tv.relay.cli.bench.load.Quantiles;
import tv.relay.cli.bench.load.RelayCost;
import tv.relay.cli.bench.load.Shares;
import tv.relay.cli.bench.packet.Tally;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** Figures as lines for a person. */
final class BenchText {
  private final Table table =
      new Table(new Column("WHAT", Kind.NAME), new Column("MEASURED", Kind.FREE));

  private BenchText() {}

  static List<String> lines(Figures figures, Verdict verdict, int columns) {
    BenchText text = new BenchText();
    text.delivery(figures);
    figures.relay().ifPresent(text::relay);
    text.times("latency", figures.latency());
    text.times("first byte", figures.firstByte());
    text.times("first access point", figures.firstAccessPoint());
    text.group("fast clients", figures.fast());
    text.group("slow clients", figures.slow());
    text.group("stalled clients", figures.stalled());
    text.own(figures);
    verdict.notes().forEach(note -> text.table.add("note", note));
    verdict.faults().forEach(fault -> text.table.add("BAD", fault));
    if (verdict.good()) {
      text.table.add("GOOD", Verdict.praise(figures));
    }
    return text.table.lines(columns);
  }

  private void delivery(Figures figures) {
    LoadPlan plan = figures.plan();
    row(
        "load",
        "%d fast clients (%d verify), %d slow, %d stalled, for %.1f s",
        plan.fast(),
        plan.verifying(),
        plan.slow(),
        plan.stalled(),
        figures.seconds());
    Shares shares = figures.shares();
    row(
        "delivered",
        "%s, %s",
        Amounts.bitsPerSecond(figures.bitsPerSecond()),
        Amounts.bytes(figures.bytes()));
    if (shares.clients() > 0) {
      row(
          "of the rate",
          "%.1f %% to %.1f %% of %s, median %.1f %%; %d starved",
          shares.least() * 100,
          shares.most() * 100,
          Amounts.bitsPerSecond(shares.rateBitsPerSecond()),
          shares.median() * 100,
          shares.starved());
    }
  }

  private void relay(RelayCost relay) {
    row(
        "relay's CPU",
        "%.3f s per gigabyte; %.2f s, %.2f processors",
        relay.cpuSecondsPerGigabyte(),
        relay.cpuSeconds(),
        relay.cores());
    row(
        "relay's memory",
        "%s, at most %s; %+.1f KiB for each client",
        Amounts.bytes(relay.residentBytes()),
        Amounts.bytes(relay.mostResidentBytes()),
        relay.bytesPerClient() / 1024.0);
    row("relay holds", "%d files, %d threads", relay.openFiles(), relay.threads());
  }

  private void times(String what, Quantiles times) {
    if (times.count() > 0) {
      row(
          what,
          "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms, of %d",
          times.p50(),
          times.p99(),
          times.p999(),
          times.max(),
          times.count());
    }
  }

  private void group(String who, Group group) {
    if (group.clients() == 0) {
      return;
    }
    row(
        who,
        "%d of %d playing, %d disconnected, %s",
        group.playing(),
        group.clients(),
        group.gone(),
        Amounts.bytes(group.bytes()));
    Tally seen = group.seenAtLast();
    if (seen.packets() > 0) {
      row(
          "",
          "of %d packets checked: %d gaps (%d packets), %d counter errors, %d corrupt,"
              + " %d misaligned",
          seen.packets(),
          seen.gaps(),
          seen.lostPackets(),
          seen.continuityErrors(),
          seen.corrupt(),
          seen.misaligned());
    }
  }

  private void own(Figures figures) {
    OwnCost own = figures.own();
    row(
        "the bench itself",
        "%.2f processors, its busiest thread %.0f %% of one, late p99 %.1f ms, max %.1f ms",
        own.cores(),
        own.busiestThread() * 100,
        figures.lateness().p99(),
        figures.lateness().max());
    row("the machine", "%.2f of %d processors busy", own.machineCores(), own.processors());
  }

  private void row(String what, String format, Object... values) {
    table.add(what, String.format(Locale.ROOT, format, values));
  }
}
