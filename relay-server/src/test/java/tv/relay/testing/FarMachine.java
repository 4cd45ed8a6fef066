package tv.relay.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another machine on a link of its own, which can be pulled: a network namespace of Linux. It takes
 * root and iproute2. One thread.
 */
public final class FarMachine implements AutoCloseable {
  /** Of a network that is set apart for tests (RFC 2544). */
  private static final String NETWORK = "198.18.";

  private static final AtomicInteger MADE = new AtomicInteger();

  private final String name;
  private final int number;
  private final List<Process> processes = new ArrayList<>();

  private FarMachine(String name, int number) {
    this.name = name;
    this.number = number;
  }

  /** A machine that can reach {@link #host}; null where this process may not make one. */
  public static FarMachine start() throws IOException {
    long pid = ProcessHandle.current().pid();
    // Another each time: the kernel takes its time to clear away what was there before.
    int number = (int) ((pid * 8 + MADE.getAndIncrement() % 8) % 16_000);
    FarMachine machine = new FarMachine("relay-far-" + number, number);
    String near = "rly" + machine.number;
    try {
      boolean made =
          run("ip", "netns", "add", machine.name)
              && run(
                  "ip", "link", "add", near, "type", "veth", "peer", "far", "netns", machine.name)
              && run("ip", "addr", "add", machine.host() + "/30", "dev", near)
              && run("ip", "link", "set", near, "up")
              && machine.inside("ip", "addr", "add", machine.address(2) + "/30", "dev", "far")
              && machine.inside("ip", "link", "set", "far", "up");
      if (made) {
        return machine;
      }
    } catch (IOException e) {
      // There is no such program.
      return null;
    }
    machine.close();
    return null;
  }

  /** This machine's address, as the far one knows it. */
  public String host() {
    return address(1);
  }

  private String address(int end) {
    int from = 4 * number;
    return NETWORK + from / 256 % 256 + "." + (from % 256 + end);
  }

  /** Has it take a stream from us, for good. */
  public void watch(int port, String path) throws IOException {
    String client =
        String.format(
            "exec 3<>/dev/tcp/%s/%d; printf 'GET %s HTTP/1.1\\r\\nHost: far\\r\\n\\r\\n' >&3;"
                + " exec cat <&3 >/dev/null",
            host(), port, path);
    processes.add(new ProcessBuilder("ip", "netns", "exec", name, "bash", "-c", client).start());
  }

  /** From now on nothing of it is heard any more. */
  public void vanish() throws IOException {
    inside("ip", "link", "set", "far", "down");
  }

  private boolean inside(String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(List.of(command));
    return run(all.toArray(String[]::new));
  }

  private static boolean run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
      return process.exitValue() == 0;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException(String.join(" ", command) + " did not end", e);
    }
  }

  @Override
  public void close() throws IOException {
    processes.forEach(Process::destroyForcibly);
    // Its end of the link goes with it, and so does ours.
    run("ip", "netns", "del", name);
  }
}
