package tv.relay.delivery;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tv.relay.testing.StreamShape;

/**
 * What a stream is like and what happens to its clients, at random.
 *
 * @param shape the stream
 * @param capacityChunks of the ring
 * @param maxLag the soft mark
 * @param rounds how often the steps are taken
 * @param steps one after the other
 */
record StreamScript(
    StreamShape shape, int capacityChunks, Duration maxLag, int rounds, List<Step> steps) {

  enum Kind {
    PUBLISH,
    TURN,
    TAKE,
    STALL,
    IDLE,
    JOIN
  }

  /**
   * One thing that happens.
   *
   * @param player whom it happens to
   * @param amount packets, bytes or milliseconds
   */
  record Step(Kind kind, int player, int amount) {

    @Override
    public String toString() {
      return switch (kind) {
        case PUBLISH -> "publish " + amount;
        case TURN -> "turn";
        case TAKE -> "player " + player + " takes " + amount;
        case STALL -> "player " + player + " stalls";
        case IDLE -> "idle " + amount + " ms";
        case JOIN -> "join, with room for " + amount;
      };
    }
  }

  /** Of rings that hold what they should, with turns in time. */
  static Arbitrary<StreamScript> usual() {
    return scripts(Arbitraries.integers().between(800, 2_000), 100);
  }

  /** Of rings that hold little more than a group, and of a delivery that comes too late. */
  static Arbitrary<StreamScript> rough() {
    return scripts(Arbitraries.integers().between(200, 1_000), 1_000);
  }

  private static Arbitrary<StreamScript> scripts(Arbitrary<Integer> capacities, int most) {
    Arbitrary<Duration> lags =
        Arbitraries.of(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMillis(200));
    return Combinators.combine(
            shapes(),
            capacities,
            lags,
            Arbitraries.integers().between(1, 12),
            steps(most).list().ofMinSize(1).ofMaxSize(40))
        .as(StreamScript::new);
  }

  private static Arbitrary<Step> steps(int mostPackets) {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(10, Kind.PUBLISH),
            Tuple.of(3, Kind.TURN),
            Tuple.of(4, Kind.TAKE),
            Tuple.of(2, Kind.STALL),
            Tuple.of(1, Kind.IDLE),
            Tuple.of(1, Kind.JOIN));
    return kinds.flatMap(
        kind ->
            Combinators.combine(Arbitraries.integers().between(0, 2), amounts(kind, mostPackets))
                .as((player, amount) -> new Step(kind, player, amount)));
  }

  private static Arbitrary<Integer> amounts(Kind kind, int mostPackets) {
    return switch (kind) {
      case PUBLISH ->
          Arbitraries.oneOf(
              Arbitraries.integers().between(1, 30),
              Arbitraries.integers().between(1, mostPackets));
      case TAKE, JOIN ->
          Arbitraries.oneOf(
              Arbitraries.integers().between(0, 400),
              Arbitraries.integers().between(0, 30_000),
              Arbitraries.integers().between(0, 300_000));
      case IDLE -> Arbitraries.integers().between(1, 300);
      case TURN, STALL -> Arbitraries.just(0);
    };
  }

  static Arbitrary<StreamShape> shapes() {
    Arbitrary<Boolean> usuallyVideo = Arbitraries.frequency(Tuple.of(6, true), Tuple.of(1, false));
    Arbitrary<List<Integer>> sounds =
        Arbitraries.of(0x0F, 0x03, 0x81, 0x06).list().ofMinSize(0).ofMaxSize(2);
    Arbitrary<StreamShape> pictures =
        Combinators.combine(
                usuallyVideo,
                Arbitraries.integers().between(1, 12),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(1, 6),
                Arbitraries.of(true, false),
                sounds,
                Arbitraries.integers().between(1, 5),
                Arbitraries.integers().between(1, 3))
            .as(StreamScript::pictures);
    return Combinators.combine(
            pictures,
            Arbitraries.integers().between(1, 10),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(false, true),
            Arbitraries.of(false, true),
            Arbitraries.integers().between(0, 60),
            Arbitraries.integers().between(0, 1_000))
        .as(StreamScript::complete);
  }

  private static StreamShape pictures(
      boolean video,
      int groupPictures,
      int leading,
      int picturePackets,
      boolean marked,
      List<Integer> sounds,
      int soundPackets,
      int pmtPackets) {
    boolean mute = sounds.isEmpty() || sounds.get(0) == 0x06;
    return new StreamShape(
        video || mute,
        groupPictures,
        video ? Math.min(leading, groupPictures - 1) : 0,
        picturePackets,
        marked,
        sounds,
        soundPackets,
        pmtPackets,
        1,
        true,
        0,
        false,
        false,
        0,
        0);
  }

  private static StreamShape complete(
      StreamShape s,
      int tablesApart,
      boolean tablesAtPoints,
      int sectionPackets,
      boolean ownClock,
      boolean nulls,
      int changeAt,
      int seed) {
    return new StreamShape(
        s.video(),
        s.groupPictures(),
        s.leading(),
        s.picturePackets(),
        s.marked(),
        s.soundTypes(),
        s.soundPackets(),
        s.pmtPackets(),
        tablesApart,
        tablesAtPoints,
        sectionPackets,
        ownClock,
        nulls,
        changeAt > 30 ? changeAt : 0,
        seed);
  }
}
