package tv.relay.cli.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A thread that plays some of the clients. Those that verify are read as soon as something is
 * there. The others are asked for every {@value #SWEEP_MILLIS} ms, a part of them at a time, and
 * the selector knows nothing of them: neither they nor the relay pay for being woken at each
 * packet, as with players that have a buffer. All is read into one buffer, and thrown away.
 *
 * <p>{@link #enter} may be called by any thread, results be read after the thread has ended.
 */
final class LoadLoop implements Runnable, LoadClient.LoopView {
  static final int SWEEP_MILLIS = 50;

  /** Few, since each wakes the thread; several, so that nobody waits while thousands are read. */
  private static final int SLICES = 10;

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS) / SLICES;
  private static final int BUFFER_BYTES = 256 * 1024;

  /** Reads in a row of one client, so that a flood of one doesn't keep the others waiting. */
  private static final int MOST_READS = 8;

  private final List<LoadClient> clients = new ArrayList<>();
  private final LoadPlan plan;
  private final Running running;
  private final Entrance entrance;
  private final Pace zapping;
  private final Measurements measurements = new Measurements();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final byte[] scratch = new byte[BUFFER_BYTES];
  private final Selector selector;
  private volatile Stage wanted = Stage.RAMP;
  private volatile Stage reached = Stage.RAMP;
  private volatile int settled;
  private volatile int playing;
  private int nextZap;
  private int slice;
  private long windowNanos;
  private long windowCpuNanos;
  private List<ClientResult> results = List.of();

  /**
   * A loop that is to be run by a thread of its own.
   *
   * @param opening when to open the next client
   * @param zapping when to let the next one change its target
   */
  LoadLoop(LoadPlan plan, Running running, Pace opening, Pace zapping) throws IOException {
    this.plan = plan;
    this.running = running;
    entrance = new Entrance(clients, running, opening);
    this.zapping = zapping;
    selector = Selector.open();
  }

  /** Before the thread starts; those that are the first of their target come before the others. */
  void add(LoadPlan.Seat seat) {
    clients.add(new LoadClient(seat.kind(), seat.target(), plan, this));
    if (seat.starts()) {
      entrance.addStarter();
    }
  }

  @Override
  public void run() {
    try (selector) {
      long nextSlice = System.nanoTime();
      while (reached != Stage.OVER) {
        long wait = TimeUnit.NANOSECONDS.toMillis(nextSlice - System.nanoTime() + 999_999);
        if (wait > 0) {
          selector.select(this::ready, wait);
        } else {
          selector.selectNow(this::ready);
        }
        long now = System.nanoTime();
        if (now >= nextSlice) {
          if (measuring()) {
            measurements.late(now - nextSlice, SLICE_NANOS);
          }
          turn(now);
          nextSlice += SLICE_NANOS * Math.max(1, (now - nextSlice) / SLICE_NANOS);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the selector has failed", e);
    } finally {
      clients.forEach(LoadClient::end);
    }
  }

  private void turn(long nowNanos) {
    entrance.admit(nowNanos, this::open);
    for (int i = slice; i < clients.size(); i += SLICES) {
      sweep(clients.get(i), nowNanos);
    }
    slice = (slice + 1) % SLICES;
    if (reached == Stage.WINDOW) {
      for (int due = zapping.due(nowNanos); due > 0; due--) {
        zap();
      }
    }
    if (wanted != reached) {
      enter();
    }
    settled = (int) clients.stream().filter(LoadClient::isSettled).count();
    playing = (int) clients.stream().filter(LoadClient::isPlaying).count();
  }

  private void enter() {
    long now = System.nanoTime();
    if (wanted == Stage.WINDOW || reached == Stage.WINDOW) {
      // What lies there belongs to the time before.
      clients.forEach(client -> sweep(client, now));
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long then = System.nanoTime();
      if (wanted == Stage.WINDOW) {
        clients.forEach(LoadClient::startWindow);
        zapping.start(then);
      } else {
        clients.forEach(client -> client.endWindow(then));
      }
      windowNanos = then - windowNanos;
      windowCpuNanos = cpu - windowCpuNanos;
    }
    if (wanted == Stage.OVER) {
      results = clients.stream().map(LoadClient::result).toList();
    }
    reached = wanted;
  }

  private void open(LoadClient client) {
    try {
      client.connect(System.nanoTime()).register(selector, SelectionKey.OP_CONNECT, client);
    } catch (IOException e) {
      failed(client, e);
    }
  }

  private void ready(SelectionKey key) {
    LoadClient client = (LoadClient) key.attachment();
    try {
      if (key.isConnectable()) {
        client.ask();
        key.interestOps(SelectionKey.OP_READ);
      } else {
        buffer.clear();
        client.read(buffer);
        if (client.isAtEase()) {
          key.cancel();
        }
      }
    } catch (IOException e) {
      failed(client, e);
    }
  }

  private void sweep(LoadClient client, long nowNanos) {
    if (!client.isAtEase()) {
      return;
    }
    try {
      int allowed = client.appetite().bytes(nowNanos, reached == Stage.DRAIN);
      for (int reads = 0; reads < MOST_READS && allowed > 0; reads++) {
        buffer.clear().limit(Math.min(BUFFER_BYTES, allowed));
        int room = buffer.remaining();
        int read = client.read(buffer);
        client.appetite().took(read);
        allowed -= read;
        if (read < room) {
          break;
        }
      }
    } catch (IOException e) {
      failed(client, e);
    }
  }

  private void zap() {
    for (int tries = 0; tries < clients.size(); tries++) {
      LoadClient client = clients.get(nextZap++ % clients.size());
      if (client.kind().isFast() && client.isPlaying()) {
        client.leave();
        open(client);
        return;
      }
    }
  }

  private void failed(LoadClient client, IOException e) {
    if (!client.isPlaying()) {
      measurements.failed(e.getMessage() == null ? e.toString() : e.getMessage());
      running.fails(client.target());
    }
    client.end();
  }

  /** Asks the loop to go on to that. */
  void enter(Stage stage) {
    wanted = stage;
  }

  boolean hasReached(Stage stage) {
    return reached == stage;
  }

  /** Whether every client has got a stream or never will. */
  boolean isSettled() {
    return settled == clients.size();
  }

  int playing() {
    return playing;
  }

  @Override
  public byte[] scratch() {
    return scratch;
  }

  @Override
  public Measurements measurements() {
    return measurements;
  }

  @Override
  public Running running() {
    return running;
  }

  @Override
  public boolean measuring() {
    return reached == Stage.WINDOW;
  }

  List<ClientResult> results() {
    return results;
  }

  long windowNanos() {
    return windowNanos;
  }

  /** Share of a core that the loop took during the measurement. */
  double load() {
    return windowNanos == 0 ? 0 : (double) windowCpuNanos / windowNanos;
  }
}
