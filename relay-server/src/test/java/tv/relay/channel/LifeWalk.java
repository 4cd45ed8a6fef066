package tv.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tv.relay.account.AccountBook;
import tv.relay.account.AccountOptions;
import tv.relay.channel.FakeReaders.FakeReader;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.Ledger;
import tv.relay.events.EventLog;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.registry.Upkeep;
import tv.relay.ring.RingMemory;
import tv.relay.upstream.Failure;
import tv.relay.upstream.UpstreamMeter;

/**
 * A life by a manual clock, the steps that can be done to it, and what must hold after each: the
 * model. One thread.
 */
final class LifeWalk {
  static final Duration LINGER = Duration.ofSeconds(3);
  static final Duration START = Duration.ofSeconds(5);
  static final Duration GIVE_UP = Duration.ofSeconds(20);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration STALL = Duration.ofSeconds(4);
  private static final SourceRules RULES =
      new SourceRules(Duration.ZERO, Duration.ZERO, Duration.ofMillis(300), false);
  private static final ChannelOptions OPTIONS =
      new ChannelOptions(
          188 * 64, LINGER, START, CONNECT, STALL, GIVE_UP, 2, true, Duration.ZERO, RULES);

  /** Each source is an account of its own, and slow to count. */
  private static final AccountOptions ACCOUNTS =
      new AccountOptions(1, Duration.ofMillis(700), Duration.ofSeconds(2));

  private static final AccountOptions UNLIMITED =
      new AccountOptions(0, ACCOUNTS.settle(), ACCOUNTS.zapWait());

  private final ManualScheduler control = new ManualScheduler();
  private final FakeReaders readers;
  private final List<FakeViewer> viewers = new ArrayList<>();
  private final ChannelLife life;
  private boolean over;
  private boolean alwaysOn;
  private ChannelDefinition definition = definition(3, null);

  /** Since when at the least nobody has watched or waited. */
  private long unwatchedSinceNanos;

  /** Since when no data has come while somebody watched. */
  private long dryNanos;

  /**
   * A life that has not begun.
   *
   * @param packets whether sources send transport streams
   */
  LifeWalk(Delivery delivery, boolean packets, long seed) {
    readers = new FakeReaders(packets);
    life =
        new ChannelLife(
            definition,
            control,
            new LifeSupport(
                OPTIONS,
                readers,
                delivery,
                RingMemory.unlimited(),
                new SplittableRandom(seed),
                new EventLog(),
                new AccountBook(seed % 2 == 0 ? ACCOUNTS : UNLIMITED, control::after),
                ACCOUNTS.zapWait()),
            new UpstreamMeter(),
            new Ledger());
    unwatchedSinceNanos = control.nanoTime();
    dryNanos = control.nanoTime();
  }

  private static ChannelDefinition definition(int sources, String userAgent) {
    List<SourceUrl> urls = new ArrayList<>();
    for (int i = 0; i < sources; i++) {
      urls.add(SourceUrl.parse("http://source" + i + "/"));
    }
    return new ChannelDefinition("one", urls, null, null, null, null, null, userAgent, Map.of());
  }

  void watch() {
    FakeViewer viewer = new FakeViewer(control.nanoTime());
    viewers.add(viewer);
    unwatchedSinceNanos = control.nanoTime();
    control.execute(() -> life.watch(viewer));
  }

  void leave(int which) {
    List<FakeViewer> there = viewers.stream().filter(viewer -> !viewer.left).toList();
    if (!there.isEmpty()) {
      FakeViewer viewer = there.get(which % there.size());
      viewer.left = true;
      unwatchedSinceNanos = control.nanoTime();
      control.execute(() -> life.leave(viewer));
    }
  }

  void open() {
    if (readers.inUse().stream().anyMatch(reader -> !reader.isCancelled())) {
      // Data has come, though nobody may look before it is lost again.
      dryNanos = control.nanoTime();
    }
    readers.running().forEach(FakeReader::open);
  }

  void data() {
    readers.running().stream().filter(FakeReader::isOpen).forEach(FakeReader::publish);
  }

  /** The source fails, or a reader that was told to end does. */
  void lose(Failure why) {
    readers.running().forEach(reader -> reader.end(why));
  }

  void endCancelled() {
    readers.running().stream()
        .filter(FakeReader::isCancelled)
        .forEach(reader -> reader.end(new Failure(Failure.Kind.ENDED, "ended")));
  }

  void redefine(int sources, String userAgent) {
    redefine(definition(sources, userAgent));
  }

  private void redefine(ChannelDefinition changed) {
    ChannelDefinition next = changed.with(new Upkeep(alwaysOn, 0));
    definition = next;
    control.execute(() -> life.redefine(next));
  }

  void alwaysOn(boolean on) {
    if (!over) {
      alwaysOn = on;
      unwatchedSinceNanos = control.nanoTime();
      redefine(definition);
    }
  }

  void next() {
    control.execute(life::switchSource);
  }

  void remove() {
    control.execute(() -> life.end(Refusal.removed()));
    over = true;
    alwaysOn = false;
  }

  void run() {
    control.run();
  }

  void pass(Duration time) {
    control.pass(time);
  }

  /** To be called after each step, when all that was handed over is done. */
  void check() {
    control.run();
    assertThat(readers.inUse()).as("readers at once").hasSizeLessThanOrEqualTo(1);
    List<FakeReader> beside = readers.running();
    beside = beside.stream().filter(reader -> reader.isBeside() && !reader.isCancelled()).toList();
    assertThat(beside).as("readers beside the one in use").hasSizeLessThanOrEqualTo(1);
    if (!beside.isEmpty()) {
      // Whatever is better than the one in use, and only while that plays.
      assertThat(life.view().state().isFlowing()).isTrue();
      assertThat(life.view().sources().stream().map(SourceView::state))
          .containsSubsequence(SourceState.REHEARSING, SourceState.LIVE);
    }
    for (FakeViewer viewer : viewers) {
      assertThat(viewer.answers).as("answers to one viewer").isLessThanOrEqualTo(1);
      if (viewer.answers == 0 && !viewer.left) {
        assertThat(control.nanoTime() - viewer.cameNanos)
            .as("nanoseconds waited")
            .isLessThanOrEqualTo(START.toNanos());
      }
    }
    checkUpstream();
    checkState();
  }

  private boolean isWanted() {
    return viewers.stream().anyMatch(FakeViewer::isServed);
  }

  private void checkUpstream() {
    long now = control.nanoTime();
    boolean reading = readers.running().stream().anyMatch(reader -> !reader.isCancelled());
    if (alwaysOn) {
      assertThat(!readers.running().isEmpty() || control.alarms() > 0).as("goes on").isTrue();
    }
    if (isWanted() || alwaysOn) {
      unwatchedSinceNanos = now;
    } else if (reading) {
      assertThat(now - unwatchedSinceNanos)
          .as("nanoseconds with an upstream and nobody there")
          .isLessThanOrEqualTo(LINGER.toNanos());
    }
    boolean flowing = life.view().state().isFlowing();
    if (flowing || viewers.stream().noneMatch(FakeViewer::isWatching)) {
      dryNanos = now;
    } else {
      assertThat(now - dryNanos)
          .as("nanoseconds held without data")
          .isLessThanOrEqualTo(GIVE_UP.toNanos());
    }
    if (over) {
      assertThat(isWanted()).as("anybody served after the end").isFalse();
      assertThat(reading).as("a reader after the end").isFalse();
    }
  }

  /** What is shown is what is. */
  private void checkState() {
    ChannelView view = life.view();
    List<FakeReader> inUse = readers.inUse();
    boolean running = !inUse.isEmpty();
    boolean reading = running && !inUse.get(0).isCancelled();
    switch (view.state()) {
      case LIVE -> assertThat(running && (isWanted() || alwaysOn)).isTrue();
      case LINGERING -> assertThat(running && !isWanted() && !alwaysOn).isTrue();
      case WAITING -> assertThat(!running && (isWanted() || alwaysOn)).isTrue();
      case CONNECTING -> assertThat(running).isTrue();
      case DRAINING -> assertThat(running && !reading).isTrue();
      case STALLED, BACKOFF -> assertThat(!running && (isWanted() || alwaysOn)).isTrue();
      case IDLE -> assertThat(running || isWanted() || alwaysOn).isFalse();
      case FAILED -> assertThat(running || isWanted()).isFalse();
    }
    if (view.state().isFlowing() && reading) {
      assertThat(view.sources().stream().map(SourceView::state))
          .as("sources")
          .containsOnlyOnce(SourceState.LIVE);
    }
    for (SourceView source : view.sources()) {
      if (source.state() == SourceState.LIVE || source.state() == SourceState.CONNECTING) {
        assertThat(inUse.get(0).source.url().redacted()).isEqualTo(source.url());
      }
    }
  }

  /**
   * The source in use says no, the next one plays, and by and by the first may be asked again.
   *
   * @param obey whether readers end when they are told to
   */
  void fallBack(boolean obey) {
    watch();
    check();
    readers.inUse().stream()
        .filter(reader -> !reader.isCancelled())
        .forEach(reader -> reader.end(new Failure(Failure.Kind.DENIED, "404")));
    for (int step = 0; step < 64; step++) {
      check();
      open();
      if (step % 6 == 0) {
        data();
      }
      if (obey) {
        check();
        endCancelled();
      }
      check();
      pass(Duration.ofMillis(250));
    }
  }

  /** For half a minute no source brings anything; readers end when they are told to. */
  void starve(boolean silent) {
    // That a connection has fallen silent is for its reader to see.
    readers.running().stream()
        .filter(FakeReader::isOpen)
        .forEach(reader -> reader.end(new Failure(Failure.Kind.STALLED, "silent")));
    for (int step = 0; step < 120; step++) {
      if (silent) {
        endCancelled();
      } else {
        lose(new Failure(Failure.Kind.UNREACHABLE, "refused"));
      }
      check();
      pass(Duration.ofMillis(250));
      check();
    }
    assertThat(isWanted()).as("anybody held by then").isFalse();
  }

  /** Everybody goes, the reader obeys, and time goes by: nothing may be left. */
  void finish() {
    alwaysOn(false);
    while (viewers.stream().anyMatch(viewer -> !viewer.left)) {
      leave(0);
    }
    for (int step = 0; step < 4; step++) {
      pass(LINGER);
      endCancelled();
      check();
    }
    assertThat(readers.running()).isEmpty();
    assertThat(control.alarms()).as("timers left").isZero();
    assertThat(life.view().fanout()).isNull();
    assertThat(life.view().state()).isIn(ChannelState.IDLE, ChannelState.FAILED);
  }
}
