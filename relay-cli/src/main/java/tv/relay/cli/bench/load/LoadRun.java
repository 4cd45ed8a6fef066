package tv.relay.cli.bench.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a plan: clients connect, all warms up, then it is measured, then those that were slow
 * are let loose. Blocks the thread that calls it meanwhile.
 */
public final class LoadRun {
  private static final Duration STARTING = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 20;

  private final LoadPlan plan;
  private final List<Long> pids;
  private final List<LoadLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * A run that is to be started.
   *
   * @param pids of the relay, where it runs on this machine; may be empty
   */
  public LoadRun(LoadPlan plan, List<Long> pids) {
    this.plan = plan;
    this.pids = List.copyOf(pids);
  }

  /**
   * Runs it.
   *
   * @throws IOException when a selector or what is known of the processes can't be had
   * @throws NobodyPlaysException when no client got a stream
   */
  public Figures run() throws IOException, InterruptedException, NobodyPlaysException {
    Optional<ProcessSample> before = sample();
    try {
      start();
      awaitSettled();
      if (loops.stream().mapToInt(LoadLoop::playing).sum() == 0) {
        stop();
        throw new NobodyPlaysException(measurements().failures);
      }
      Thread.sleep(plan.warmUp().toMillis());
      Window window = measure(before);
      if (plan.slow() + plan.stalled() > 0) {
        enter(Stage.DRAIN);
        Thread.sleep(plan.drain().toMillis());
      }
      stop();
      return result(window);
    } finally {
      loops.forEach(loop -> loop.enter(Stage.OVER));
    }
  }

  private void start() throws IOException {
    Running running = new Running(plan.targets().size());
    boolean discarding = plan.fast() > plan.verifying();
    int count = (discarding ? plan.discardThreads() : 0) + 1;
    List<LoadPlan.Seat> seats = plan.seats();
    int[] sizes = new int[count];
    int[] fast = new int[count];
    for (int i = 0; i < seats.size(); i++) {
      ClientKind kind = seats.get(i).kind();
      sizes[loopOf(kind, i)]++;
      fast[loopOf(kind, i)] += kind.isFast() ? 1 : 0;
    }
    for (int i = 0; i < count; i++) {
      loops.add(
          new LoadLoop(
              plan,
              running,
              new Pace(plan.rampPerSecond() * sizes[i] / seats.size()),
              new Pace(plan.fast() == 0 ? 0 : plan.zapsPerSecond() * fast[i] / plan.fast())));
    }
    for (int i = 0; i < seats.size(); i++) {
      loops.get(loopOf(seats.get(i).kind(), i)).add(seats.get(i));
    }
    for (LoadLoop loop : loops) {
      Thread thread = new Thread(loop, "bench-load-" + threads.size());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  /** Those that verify have a thread that nobody else keeps busy. */
  private int loopOf(ClientKind kind, int number) {
    return kind == ClientKind.DISCARDING ? 1 + number % plan.discardThreads() : 0;
  }

  private void awaitSettled() throws InterruptedException {
    long ramp = (long) (plan.clients() / plan.rampPerSecond() * TimeUnit.SECONDS.toNanos(1));
    long deadline = System.nanoTime() + ramp + STARTING.toNanos();
    while (System.nanoTime() < deadline && !loops.stream().allMatch(LoadLoop::isSettled)) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private Window measure(Optional<ProcessSample> before) throws IOException, InterruptedException {
    enter(Stage.WINDOW);
    long startNanos = System.nanoTime();
    Optional<ProcessSample> start = sample();
    MachineSample machineStart = MachineSample.now();
    long ownStart = ownCpuNanos();
    Thread.sleep(plan.duration().toMillis());
    long nanos = System.nanoTime() - startNanos;
    long ownNanos = ownCpuNanos() - ownStart;
    double busy = MachineSample.now().busySince(machineStart, nanos);
    Optional<ProcessSample> end = sample();
    loops.forEach(loop -> loop.enter(Stage.DRAIN));
    return new Window(before, start, end, (double) ownNanos / nanos, busy);
  }

  private record Window(
      Optional<ProcessSample> before,
      Optional<ProcessSample> start,
      Optional<ProcessSample> end,
      double ownCores,
      double machineCores) {}

  private void enter(Stage stage) throws InterruptedException {
    loops.forEach(loop -> loop.enter(stage));
    for (int i = 0; i < loops.size(); i++) {
      while (!loops.get(i).hasReached(stage) && threads.get(i).isAlive()) {
        Thread.sleep(1);
      }
    }
  }

  private void stop() throws InterruptedException {
    enter(Stage.OVER);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private Figures result(Window window) {
    List<ClientResult> clients = loops.stream().flatMap(loop -> loop.results().stream()).toList();
    long nanos = loops.stream().mapToLong(LoadLoop::windowNanos).max().orElse(0);
    return new Evaluation(plan, clients, measurements(), nanos)
        .figures(
            relayCost(window, clients, nanos),
            new OwnCost(
                window.ownCores(),
                loops.stream().mapToDouble(LoadLoop::load).max().orElse(0),
                window.machineCores(),
                Runtime.getRuntime().availableProcessors()));
  }

  private Optional<RelayCost> relayCost(Window window, List<ClientResult> clients, long nanos) {
    long bytes = clients.stream().mapToLong(ClientResult::bytes).sum();
    return window
        .end()
        .map(
            end ->
                RelayCost.of(
                    window.before().orElseThrow(),
                    window.start().orElseThrow(),
                    end,
                    bytes,
                    nanos,
                    plan.clients()));
  }

  /** Once the threads have ended. */
  private Measurements measurements() {
    Measurements all = new Measurements();
    loops.forEach(loop -> all.add(loop.measurements()));
    return all;
  }

  private Optional<ProcessSample> sample() throws IOException {
    return pids.isEmpty() ? Optional.empty() : Optional.of(ProcessSample.of(pids));
  }

  private static long ownCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
