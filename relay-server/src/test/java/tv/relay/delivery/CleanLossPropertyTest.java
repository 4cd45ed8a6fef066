package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import tv.relay.index.AccessPoint;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.StreamShape;

/**
 * Whatever a stream is like and however its clients stall: what each of them gets can be decoded
 * without an error, and its account is exact. Index, fan-out and route together, packet by packet
 * against a plain model.
 */
class CleanLossPropertyTest {
  private static final int MAX_CLIENTS = 3;

  /** Room for what is kept of a client's units, and for packets of our own before them. */
  private static final int MOST_HELD_BYTES = (KeptBytes.MAX_CHUNKS + 200) * TsPacket.BYTES;

  /** How clients are looked after. */
  enum Care {
    IN_TIME,
    TOO_LATE,
    WITHOUT_MEMORY,
    BEHIND_A_RESERVE
  }

  record Seat(PacketPlayer player, Subscriber subscriber, boolean atPoint) {}

  /** The ring holds seconds, and the I/O threads come around in time. */
  @Property(tries = 300)
  void shouldSendWhatCanBeDecoded(@ForAll("usual") StreamScript script) {
    play(script, Care.IN_TIME);
  }

  /** A client may find all that it has not read overwritten: then units are torn, nothing else. */
  @Property(tries = 300)
  void shouldKeepItsCountersAndItsAccountWhenAllIsLost(@ForAll("rough") StreamScript script) {
    play(script, Care.TOO_LATE);
  }

  /** Others may have kept so much that nothing can be kept for this client. */
  @Property(tries = 100)
  void shouldKeepItsCountersAndItsAccountWithoutMemory(@ForAll("usual") StreamScript script) {
    play(script, Care.WITHOUT_MEMORY);
  }

  /** What is held back is not there for a client: not to join at, not to go on at. */
  @Property(tries = 300)
  void shouldSendWhatCanBeDecodedBehindAReserve(@ForAll("usual") StreamScript script) {
    play(script, Care.BEHIND_A_RESERVE);
  }

  /** More than an eighth of the ring passes while one unit of sound does. */
  @Example
  void shouldKeepTheRestOfALongUnit() {
    StreamShape shape =
        new StreamShape(
            true, 1, 0, 6, true, List.of(0x0F, 0x0F), 5, 2, 2, true, 1, true, false, 0, 3);
    List<StreamScript.Step> steps =
        List.of(
            new StreamScript.Step(StreamScript.Kind.TAKE, 2, 873),
            new StreamScript.Step(StreamScript.Kind.TAKE, 0, 81),
            new StreamScript.Step(StreamScript.Kind.PUBLISH, 0, 87),
            new StreamScript.Step(StreamScript.Kind.PUBLISH, 0, 19),
            new StreamScript.Step(StreamScript.Kind.PUBLISH, 0, 8),
            new StreamScript.Step(StreamScript.Kind.STALL, 1, 0),
            new StreamScript.Step(StreamScript.Kind.TURN, 0, 0),
            new StreamScript.Step(StreamScript.Kind.JOIN, 0, 29_999));
    play(new StreamScript(shape, 800, Duration.ofSeconds(5), 4, steps), Care.BEHIND_A_RESERVE);
  }

  @Provide
  Arbitrary<StreamScript> usual() {
    return StreamScript.usual();
  }

  @Provide
  Arbitrary<StreamScript> rough() {
    return StreamScript.rough();
  }

  private static void play(StreamScript script, Care care) {
    int capacity = script.capacityChunks();
    // An eighth of the ring is the guard, and who is stuck is looked at 64 times a ring.
    int mostAtOnce = care == Care.TOO_LATE ? Integer.MAX_VALUE : capacity / 8 - capacity / 64 - 1;
    Duration reserve = Duration.ofMillis(care == Care.BEHIND_A_RESERVE ? 500 : 0);
    try (StreamBench bench = new StreamBench(script.shape(), capacity, script.maxLag(), reserve)) {
      List<Seat> seats = new ArrayList<>();
      if (care == Care.WITHOUT_MEMORY) {
        bench.takeKeptBytes();
      }
      bench.publishUpToAPoint();
      join(bench, seats, 0);
      for (int round = 0; round < script.rounds(); round++) {
        for (StreamScript.Step step : script.steps()) {
          step(bench, seats, step, mostAtOnce, care != Care.TOO_LATE);
          seats.forEach(each -> checkAccount(bench, each));
        }
      }
      finish(bench, seats, Math.max(1, Math.min(50, capacity / 8 - 1)));
      boolean inTime = care == Care.IN_TIME || care == Care.BEHIND_A_RESERVE;
      seats.forEach(seat -> check(bench, seat, inTime));
      assertThat(bench.hasAllKeptBytes() || care == Care.WITHOUT_MEMORY).as("memory").isTrue();
    }
  }

  private static void step(
      StreamBench bench, List<Seat> seats, StreamScript.Step step, int mostAtOnce, boolean inTime) {
    Seat seat = seats.get(step.player() % seats.size());
    switch (step.kind()) {
      case PUBLISH -> {
        bench.publish(Math.min(step.amount(), mostAtOnce));
        seats.forEach(each -> checkAccount(bench, each));
        if (inTime) {
          bench.turn();
        }
      }
      case TURN -> bench.turn();
      case TAKE -> seat.player().takes(step.amount());
      case STALL -> seat.player().stalls();
      case IDLE -> bench.idles(step.amount());
      case JOIN -> join(bench, seats, step.amount());
      default -> throw new AssertionError(step);
    }
  }

  /** All take what there is, and the stream goes on for some groups. */
  private static void finish(StreamBench bench, List<Seat> seats, int atOnce) {
    seats.forEach(seat -> seat.player().takes(Integer.MAX_VALUE));
    for (int i = 0; i < 12; i++) {
      bench.publish(atOnce);
      bench.turn();
    }
  }

  private static void check(StreamBench bench, Seat seat, boolean inTime) {
    assertThat(seat.player().wasReset()).as("reset").isFalse();
    checkAccount(bench, seat);
    CursorSnapshot account = seat.subscriber().snapshot();
    Statistics.label("causes of loss")
        .collect(Arrays.stream(DropCause.values()).filter(c -> account.drops().of(c) > 0).toList());
    Statistics.label("skips").collect(Math.min(account.skips(), 3));
    assertThat(account.remainderBytes()).isZero();
    List<byte[]> packets = seat.player().packets();
    Reception reception =
        new Reception(bench.stream(), packets, account.joinSequence(), account.nextSequence());
    assertThat(account.droppedChunks()).as("dropped").isEqualTo(reception.missing());
    try {
      if (seat.atPoint() && reception.hasBegun()) {
        reception.shouldBeginAtAnAccessPoint(account.skips() == 0);
      }
      reception.shouldLoseWholeGroups(seat.atPoint());
      reception.shouldHaveAnnouncedBreaksOnly();
      reception.shouldHaveSoundSections();
      if (inTime) {
        reception.shouldHaveWholeUnits();
      }
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nclient got: " + reception, e);
    }
  }

  private static void join(StreamBench bench, List<Seat> seats, int roomBytes) {
    if (seats.size() < MAX_CLIENTS) {
      PacketPlayer player = new PacketPlayer(roomBytes);
      AccessPoint newest = bench.fanout().edge().points().newest();
      boolean atPoint = newest != null && bench.ring().isSafe(newest.entry());
      Duration cushion = Duration.ofMillis(roomBytes % 3 * 1_000L);
      seats.add(new Seat(player, bench.attach(player, cushion, false), atPoint));
    }
  }

  private static void checkAccount(StreamBench bench, Seat seat) {
    CursorSnapshot account = seat.subscriber().snapshot();
    long head = bench.fanout().edge().head();
    assertThat(head).isLessThanOrEqualTo(bench.ring().headAcquire());
    assertThat(account.sentBytes()).as("bytes").isEqualTo(seat.player().streamBytes());
    assertThat(account.lagChunks(head)).as("lag").isNotNegative();
    assertThat(account.droppedChunks()).as("dropped").isNotNegative();
    assertThat(
            account.joinSequence()
                + account.sentChunks()
                + account.droppedChunks()
                + account.lagChunks(head))
        .isEqualTo(head);
    assertThat(seat.player().mostHeldBytes()).isLessThanOrEqualTo(MOST_HELD_BYTES);
  }
}
