package tv.relay.cli.status.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tv.relay.cli.api.RelayApi;
import tv.relay.cli.command.CommandFailure;
import tv.relay.cli.terminal.Key;
import tv.relay.cli.terminal.LiveTerminal;

/**
 * The page on the terminal: asks the server every second on a thread of its own, so that a server
 * which takes its time never holds up a key; draws and reads keys on the caller's.
 */
public final class LivePage {
  private static final long KEY_MILLIS = 100;

  /** More than can come between two looks. */
  private static final int NEWS = 64;

  private final RelayApi api;
  private final Supplier<JsonNode> fetch;
  private final Drawing drawing;
  private final BlockingQueue<Runnable> news = new ArrayBlockingQueue<>(NEWS);

  /**
   * Asks nothing yet.
   *
   * @param fetch asks for the status; fails by a {@link CommandFailure}
   * @param colour whether the terminal is to show colours
   */
  public LivePage(RelayApi api, Supplier<JsonNode> fetch, boolean colour) {
    this.api = api;
    this.fetch = fetch;
    this.drawing = new Drawing(colour);
  }

  /**
   * Shows it until the user ends it.
   *
   * @param first what the server said first
   */
  public void run(LiveTerminal terminal, JsonNode first) throws IOException {
    Page page = new Page(Snapshot.of(first, System.nanoTime(), null));
    Thread asking = daemon(() -> askOn(page));
    ExecutorService acting = Executors.newSingleThreadExecutor(LivePage::daemon);
    try {
      asking.start();
      while (!page.isClosed()) {
        terminal.draw(drawing.lines(page, terminal.columns(), terminal.rows()));
        Key key = terminal.read(KEY_MILLIS);
        Page.Action action = page.press(key, Math.max(1, terminal.rows() / 2));
        if (action != null) {
          acting.execute(() -> act(page, action));
        }
        for (Runnable next = news.poll(); next != null; next = news.poll()) {
          next.run();
        }
      }
    } finally {
      asking.interrupt();
      acting.shutdownNow();
    }
  }

  private void askOn(Page page) {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        ask(page);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(Page page) {
    try {
      JsonNode status = fetch.get();
      long now = System.nanoTime();
      news.offer(() -> page.update(Snapshot.of(status, now, page.snapshot())));
    } catch (CommandFailure e) {
      news.offer(() -> page.troubled(oneLine(e)));
    }
  }

  private void act(Page page, Page.Action action) {
    String said;
    try {
      if (action instanceof Page.Action.Kick kick) {
        api.delete("/api/v1/clients/" + RelayApi.segment(kick.client()));
        said = "Client " + kick.client() + " was kicked.";
      } else {
        String channel = ((Page.Action.Switch) action).channel();
        api.post("/api/v1/channels/" + RelayApi.segment(channel) + "/next");
        said = "Channel " + channel + " goes over to its next source.";
      }
    } catch (CommandFailure e) {
      said = oneLine(e);
    }
    String words = said;
    news.offer(() -> page.say(words));
  }

  private static String oneLine(CommandFailure failure) {
    return failure.getMessage().replace('\n', ' ');
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "status");
    thread.setDaemon(true);
    return thread;
  }
}
