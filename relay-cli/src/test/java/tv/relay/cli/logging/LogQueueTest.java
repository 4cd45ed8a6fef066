package tv.relay.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody who logs waits for whoever reads the log. */
@Timeout(60)
class LogQueueTest {
  private static final int LINES = 3 * LogQueue.MAX_LINES;

  private final LoggerContext context = new LoggerContext();
  private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
  private final PausedTerminal terminal = new PausedTerminal();

  LogQueueTest() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    terminal.setContext(context);
    terminal.setName("stderr");
    terminal.start();
    root.addAppender(terminal);
  }

  @Test
  void shouldLeaveOutAndCountWhatNobodyTakes() {
    LogQueue queue = LogQueue.open(root);
    logMoreThanHasRoom();
    terminal.goesOn.countDown();
    await().until(() -> terminal.lines.size() >= LogQueue.MAX_LINES);
    queue.close();

    List<String> lines = terminal.lines;
    assertThat(lines).startsWith("the one being written", "line 0", "line 1", "line 2");
    long written = lines.stream().filter(line -> line.startsWith("line ")).count();
    assertThat(written).isEqualTo(LogQueue.MAX_LINES);
    assertThat(lines)
        .contains(
            (LINES - written)
                + " lines of the log were left out, since standard error took none: see what reads"
                + " it");
  }

  @Test
  void shouldSayHowManyWereLeftOutAsSoonAsThereIsRoom() {
    try (LogQueue queue = LogQueue.open(root)) {
      logMoreThanHasRoom();
      terminal.goesOn.countDown();
      await().until(() -> terminal.lines.size() >= LogQueue.MAX_LINES);
      root.info("one more");
      await().until(() -> terminal.lines.contains("one more"));

      assertThat(terminal.lines.get(terminal.lines.size() - 2)).contains("lines of the log");
      assertThat(queue).isNotNull();
    }
  }

  @Test
  void shouldWriteWhatWaitsAndBeOutOfTheWayWhenClosed() {
    terminal.goesOn.countDown();
    LogQueue queue = LogQueue.open(root);
    root.info("before");
    queue.close();
    assertThat(terminal.lines).containsExactly("before");

    root.info("after");
    assertThat(terminal.lines).containsExactly("before", "after");
  }

  /** A relay has to end though its log is read no more. */
  @Test
  void shouldNotWaitForEverWhenClosed() {
    LogQueue queue = LogQueue.open(root);
    root.info("before");
    queue.close();
    root.info("after");
    assertThat(terminal.lines).isEmpty();

    terminal.goesOn.countDown();
    await().until(() -> terminal.lines.contains("before"));
  }

  /** Of two servers in one process the second has nothing to do. */
  @Test
  void shouldLeaveALogAloneThatIsNotWrittenDirectly() {
    terminal.goesOn.countDown();
    LogQueue first = LogQueue.open(root);
    LogQueue.open(root).close();
    root.info("by the first");
    first.close();

    assertThat(terminal.lines).containsExactly("by the first");
  }

  private void logMoreThanHasRoom() {
    root.info("the one being written");
    // Else the writer may take a queue's worth while the lines come, and the loss is told among
    // them.
    await().until(() -> terminal.waits);
    // Would never end if it waited.
    for (int i = 0; i < LINES; i++) {
      root.info("line {}", i);
    }
  }

  private static final class PausedTerminal extends AppenderBase<ILoggingEvent> {
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean waits;

    @Override
    protected void append(ILoggingEvent event) {
      waits = true;
      // Like a write to a terminal, it can't be interrupted.
      boolean interrupted = Thread.interrupted();
      while (goesOn.getCount() > 0) {
        try {
          goesOn.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      lines.add(event.getFormattedMessage());
    }
  }
}
