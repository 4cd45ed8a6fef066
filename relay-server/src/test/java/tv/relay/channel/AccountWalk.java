package tv.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tv.relay.account.AccountBook;
import tv.relay.account.AccountOptions;
import tv.relay.account.AccountView;
import tv.relay.channel.FakeReaders.FakeReader;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.Ledger;
import tv.relay.events.EventLog;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.ring.RingMemory;
import tv.relay.upstream.Failure;
import tv.relay.upstream.UpstreamMeter;

/**
 * Channels that share two accounts, by a manual clock, and a provider that counts their
 * connections: the model. One thread.
 */
final class AccountWalk {
  private static final Duration SETTLE = Duration.ofMillis(600);
  private static final Duration ZAP_WAIT = Duration.ofSeconds(2);
  private static final Duration START = Duration.ofSeconds(8);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ChannelOptions OPTIONS =
      new ChannelOptions(
          188 * 64,
          Duration.ofSeconds(3),
          START,
          SECOND,
          SECOND,
          Duration.ofSeconds(9),
          2,
          true,
          Duration.ZERO,
          new SourceRules(Duration.ZERO, Duration.ZERO, Duration.ofMillis(300), false));
  private static final String[][] SOURCES = {{"a"}, {"a"}, {"a", "b"}, {"b", "a"}, {"b"}};
  private static final Map<String, Integer> MOST = Map.of("a", 1, "b", 2);

  private final ManualScheduler control = new ManualScheduler();
  private final AccountBook book =
      new AccountBook(new AccountOptions(0, SETTLE, ZAP_WAIT), control::after);
  private final List<Tuned> channels = new ArrayList<>();

  /** A connection as the provider sees it; it goes on counting for a while. */
  private static final class Seen {
    private final FakeReader reader;
    private final String host;
    private long countsUntilNanos = Long.MAX_VALUE;

    private Seen(FakeReader reader) {
      this.reader = reader;
      this.host = reader.source.url().host();
    }
  }

  private final List<Seen> connections = new ArrayList<>();

  /** A channel and whoever asked for it. */
  private static final class Tuned {
    private final List<FakeViewer> viewers = new ArrayList<>();
    private ChannelLife life;
  }

  /**
   * Channels that nobody watches yet.
   *
   * @param packets whether sources send transport streams
   */
  AccountWalk(Delivery delivery, boolean packets, long seed) {
    book.define(
        MOST.entrySet().stream().map(most -> account(most.getKey(), most.getValue())).toList());
    for (int i = 0; i < SOURCES.length; i++) {
      Tuned tuned = new Tuned();
      FakeReaders readers = new FakeReaders(packets);
      Readers counted =
          (source, meter, intake) -> {
            FakeReader reader = (FakeReader) readers.start(source, meter, intake);
            connections.add(new Seen(reader));
            assertCounted();
            return reader;
          };
      tuned.life =
          new ChannelLife(
              definition("c" + i, SOURCES[i]),
              control,
              new LifeSupport(
                  OPTIONS,
                  counted,
                  delivery,
                  RingMemory.unlimited(),
                  new SplittableRandom(seed + i),
                  new EventLog(),
                  book,
                  ZAP_WAIT),
              new UpstreamMeter(),
              new Ledger());
      channels.add(tuned);
    }
  }

  private static AccountDefinition account(String host, int most) {
    return new AccountDefinition(host, most, null, SourceUrl.parse("http://" + host + "/"));
  }

  private static ChannelDefinition definition(String id, String... hosts) {
    SourceUrl[] urls =
        Stream.of(hosts)
            .map(host -> SourceUrl.parse("http://" + host + "/"))
            .toArray(SourceUrl[]::new);
    return ChannelDefinition.of(id, urls);
  }

  private Tuned tuned(int which) {
    return channels.get(which % channels.size());
  }

  void watch(int which) {
    FakeViewer viewer = new FakeViewer(control.nanoTime());
    tuned(which).viewers.add(viewer);
    control.execute(() -> tuned(which).life.watch(viewer));
  }

  void leave(int which) {
    Tuned tuned = tuned(which);
    tuned.viewers.stream()
        .filter(viewer -> !viewer.left)
        .findFirst()
        .ifPresent(
            viewer -> {
              viewer.left = true;
              control.execute(() -> tuned.life.leave(viewer));
            });
  }

  void zap(int from, int to) {
    watch(to);
    leave(from);
  }

  void next(int which) {
    control.execute(() -> tuned(which).life.switchSource());
  }

  private Stream<Seen> open() {
    return connections.stream().filter(seen -> seen.countsUntilNanos == Long.MAX_VALUE);
  }

  void data() {
    open()
        .filter(seen -> !seen.reader.isCancelled())
        .forEach(
            seen -> {
              seen.reader.open();
              seen.reader.publish();
            });
  }

  void obey() {
    open().filter(seen -> seen.reader.isCancelled()).toList().forEach(this::end);
  }

  void lose(int which) {
    open().skip(which % 3).findFirst().ifPresent(this::end);
  }

  /** That channel's source says no, its next one plays, and by and by the first may be asked. */
  void fallBack(int which) {
    watch(which);
    check();
    deny(which);
    for (int step = 0; step < 18; step++) {
      check();
      data();
      check();
      obey();
      pass(8);
    }
  }

  /** That channel's first source says no. */
  void deny(int which) {
    String first = SOURCES[which % SOURCES.length][0];
    open()
        .filter(seen -> seen.host.equals(first) && !seen.reader.isCancelled())
        .toList()
        .forEach(seen -> end(seen, Failure.Kind.DENIED));
  }

  void assertRead(int which, SourceState... sources) {
    assertThat(tuned(which).life.view().sources())
        .extracting(SourceView::state)
        .containsExactly(sources);
  }

  private void end(Seen seen) {
    end(seen, Failure.Kind.ENDED);
  }

  private void end(Seen seen, Failure.Kind why) {
    seen.countsUntilNanos = control.nanoTime() + SETTLE.toNanos();
    seen.reader.end(new Failure(why, "ended"));
  }

  /** In small pieces, so that the model sees each moment. */
  void pass(int steps) {
    for (int i = 0; i < steps; i++) {
      control.pass(Duration.ofMillis(100));
      check();
    }
  }

  private long counted(String host) {
    return connections.stream()
        .filter(seen -> seen.host.equals(host) && seen.countsUntilNanos > control.nanoTime())
        .count();
  }

  private void assertCounted() {
    MOST.forEach((host, most) -> assertThat(counted(host)).as(host).isLessThanOrEqualTo(most));
  }

  void check() {
    control.run();
    assertCounted();
    connections.removeIf(seen -> seen.countsUntilNanos <= control.nanoTime());
    for (int i = 0; i < channels.size(); i++) {
      Tuned tuned = channels.get(i);
      tuned.viewers.forEach(this::assertAnswered);
      if (tuned.life.view().state() == ChannelState.WAITING) {
        assertWaitsForAReason(i, tuned);
      }
    }
    for (AccountView view : book.views()) {
      if (!view.waiting().isEmpty()) {
        assertThat(counted(view.name()))
            .as("free, and waited for")
            .isEqualTo((long) MOST.get(view.name()));
      }
    }
  }

  private void assertAnswered(FakeViewer viewer) {
    assertThat(viewer.answers).isLessThanOrEqualTo(1);
    if (viewer.answers == 0 && !viewer.left) {
      assertThat(control.nanoTime() - viewer.cameNanos).isLessThanOrEqualTo(START.toNanos());
    }
  }

  private void assertWaitsForAReason(int index, Tuned tuned) {
    ChannelView view = tuned.life.view();
    assertThat(tuned.viewers).as("who waits").anyMatch(FakeViewer::isServed);
    assertThat(book.views().stream().anyMatch(v -> v.waiting().contains("c" + index))).isTrue();
    if (tuned.viewers.stream().noneMatch(FakeViewer::isWatching)) {
      assertThat(control.nanoTime() - view.stateSinceNanos())
          .as("nanoseconds that newcomers wait for a connection")
          .isLessThanOrEqualTo(ZAP_WAIT.toNanos());
    }
  }

  /** Everybody goes, readers obey, and time goes by: nothing may be left. */
  void finish() {
    for (int i = 0; i < channels.size(); i++) {
      while (tuned(i).viewers.stream().anyMatch(viewer -> !viewer.left)) {
        leave(i);
      }
    }
    for (int step = 0; step < 8; step++) {
      check();
      obey();
      pass(10);
    }
    assertThat(connections).isEmpty();
    assertThat(control.alarms()).as("timers left").isZero();
    assertThat(book.views())
        .allSatisfy(
            view -> {
              assertThat(view.settling()).isZero();
              assertThat(view.holders()).isEmpty();
              assertThat(view.waiting()).isEmpty();
            });
  }
}
