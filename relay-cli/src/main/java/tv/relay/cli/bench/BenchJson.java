package tv.relay.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import tv.relay.cli.bench.load.Figures;
import tv.relay.cli.bench.load.Group;
import tv.relay.cli.bench.load.LoadPlan;
import tv.relay.cli.bench.load.OwnCost;
import tv.relay.cli.bench.load.Quantiles;
import tv.relay.cli.bench.load.RelayCost;
import tv.relay.cli.bench.load.Shares;
import tv.relay.cli.bench.packet.Tally;

/** Figures for programs; {@code compare} reads them too. */
final class BenchJson {
  private BenchJson() {}

  static ObjectNode of(Figures figures, Verdict verdict) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("good", verdict.good());
    verdict.faults().forEach(json.putArray("faults")::add);
    verdict.notes().forEach(json.putArray("notes")::add);
    load(figures.plan(), json.putObject("load"));
    json.put("seconds", figures.seconds());
    json.put("deliveredBytes", figures.bytes());
    json.put("deliveredBps", figures.bitsPerSecond());
    shares(figures.shares(), json.putObject("shares"));
    figures.relay().ifPresent(relay -> relay(relay, json.putObject("relay")));
    times(figures.latency(), json.putObject("latencyMillis"));
    times(figures.firstByte(), json.putObject("firstByteMillis"));
    times(figures.firstAccessPoint(), json.putObject("firstAccessPointMillis"));
    group(figures.fast(), json.putObject("fast"));
    group(figures.slow(), json.putObject("slow"));
    group(figures.stalled(), json.putObject("stalled"));
    figures.failures().forEach(json.putObject("failures")::put);
    own(figures, json.putObject("own"));
    return json;
  }

  private static void load(LoadPlan plan, ObjectNode json) {
    plan.targets().forEach(target -> json.withArray("urls").add(target.url().toString()));
    json.put("clients", plan.fast());
    json.put("verify", plan.verifying());
    json.put("slow", plan.slow());
    json.put("slowRateBps", plan.slowBitsPerSecond());
    json.put("stalled", plan.stalled());
    json.put("zapsPerSecond", plan.zapsPerSecond());
  }

  private static void shares(Shares shares, ObjectNode json) {
    json.put("rateBps", shares.rateBitsPerSecond());
    json.put("clients", shares.clients());
    if (shares.clients() == 0) {
      return;
    }
    json.put("least", shares.least());
    json.put("median", shares.median());
    json.put("most", shares.most());
    json.put("starved", shares.starved());
  }

  private static void relay(RelayCost relay, ObjectNode json) {
    json.put("cpuSeconds", relay.cpuSeconds());
    if (!Double.isNaN(relay.cpuSecondsPerGigabyte())) {
      json.put("cpuSecondsPerGigabyte", relay.cpuSecondsPerGigabyte());
    }
    json.put("cores", relay.cores());
    json.put("residentBytesBefore", relay.residentBytesBefore());
    json.put("residentBytes", relay.residentBytes());
    json.put("mostResidentBytes", relay.mostResidentBytes());
    json.put("bytesPerClient", relay.bytesPerClient());
    json.put("openFiles", relay.openFiles());
    json.put("threads", relay.threads());
  }

  private static void times(Quantiles times, ObjectNode json) {
    json.put("count", times.count());
    if (times.count() > 0) {
      json.put("p50", times.p50());
      json.put("p99", times.p99());
      json.put("p999", times.p999());
      json.put("max", times.max());
    }
  }

  private static void group(Group group, ObjectNode json) {
    json.put("clients", group.clients());
    json.put("playing", group.playing());
    json.put("waiting", group.waiting());
    json.put("disconnected", group.gone());
    json.put("bytes", group.bytes());
    tally(group.seen(), json.putObject("packets"));
    tally(group.seenAtLast(), json.putObject("packetsWithDrain"));
  }

  private static void tally(Tally tally, ObjectNode json) {
    json.put("checked", tally.packets());
    json.put("numbered", tally.numbered());
    json.put("gaps", tally.gaps());
    json.put("lost", tally.lostPackets());
    json.put("repeated", tally.repeats());
    json.put("counterErrors", tally.continuityErrors());
    json.put("corrupt", tally.corrupt());
    json.put("misaligned", tally.misaligned());
  }

  private static void own(Figures figures, ObjectNode json) {
    OwnCost own = figures.own();
    json.put("cores", own.cores());
    json.put("busiestThread", own.busiestThread());
    json.put("machineCores", own.machineCores());
    json.put("processors", own.processors());
    times(figures.lateness(), json.putObject("lateMillis"));
  }
}
