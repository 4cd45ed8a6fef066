package tv.relay.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.relay.cli.bench.load.Figures;
import tv.relay.cli.bench.load.LoadPlan;
import tv.relay.cli.bench.load.LoadRun;
import tv.relay.cli.bench.load.NobodyPlaysException;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.command.Environment;
import tv.relay.cli.command.ExitCode;
import tv.relay.cli.terminal.JsonOutput;
import tv.relay.cli.terminal.Screen;
import tv.relay.cli.value.Count;

/** {@code relay bench}. */
@Command(
    name = "bench",
    description = {
      "Load a relay with many players and say how it bears it: what it costs, how late and how"
          + " whole the stream is, and whether slow players harm the others.",
      "It may be any relay that serves MPEG-TS over HTTP. Latency, loss and damage are seen when it"
          + " plays what 'relay bench source' sends, on the same machine.",
      "A run is bad, and its exit code 1, when a fast player lost anything or got too little, when"
          + " anybody got a broken packet, or when the bench itself was what could not follow."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  relay bench source &",
      "  relay channel add bench http://127.0.0.1:9000/0.ts",
      "  relay bench --url http://127.0.0.1:8080/live/bench.ts --rate 8M \\",
      "    --clients 500 --slow 20 --stalled 20 --pid \"$(pgrep -f 'relay.jar serve')\"",
      "  relay bench --url http://a/1.ts --url http://a/2.ts --clients 50 --zap 10"
    },
    subcommands = BenchSourceCommand.class)
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private LoadOptions load;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      split = "[,\\s]+",
      converter = Count.OfProcess.class,
      description =
          "Process of the relay, when it runs on this machine: its CPU, memory, descriptors and"
              + " threads are shown. Several with commas.")
  private List<Integer> pids;

  @Option(names = "--json", fallbackValue = "true", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    LoadPlan plan = load.plan(command.commandLine());
    List<Long> processes =
        pids == null ? List.of() : pids.stream().map(Integer::longValue).toList();
    Preconditions.check(plan, processes);
    Figures figures = run(plan, processes);
    Verdict verdict = Verdict.of(figures);
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonOutput.pretty(BenchJson.of(figures, verdict)));
    } else {
      int columns = Screen.now(Environment.of(command).variable("COLUMNS")).columns();
      BenchText.lines(figures, verdict, columns).forEach(out::println);
    }
    return verdict.good() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Figures run(LoadPlan plan, List<Long> processes) {
    try {
      return new LoadRun(plan, processes).run();
    } catch (NobodyPlaysException e) {
      throw nobody(plan, e);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the run has failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILED, "interrupted", e);
    }
  }

  private static CommandFailure nobody(LoadPlan plan, NobodyPlaysException e) {
    Map<String, Integer> reasons = e.reasons();
    String told =
        reasons.isEmpty()
            ? "they were disconnected at once, or no answer came"
            : reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " × " + reason.getKey())
                .collect(Collectors.joining(", "));
    boolean answered =
        reasons.isEmpty() || reasons.keySet().stream().anyMatch(reason -> reason.contains("HTTP"));
    return new CommandFailure(
        answered ? ExitCode.REFUSED : ExitCode.UNREACHABLE,
        "no client got a stream from "
            + plan.targets().get(0).url()
            + (plan.targets().size() > 1 ? " and the others" : "")
            + ": "
            + told
            + "\nTry it with curl, or with a player",
        e);
  }
}
