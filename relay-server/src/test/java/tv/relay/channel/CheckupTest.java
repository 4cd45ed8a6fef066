package tv.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tv.relay.index.StreamIndex;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamPacket;
import tv.relay.testing.StreamShape;
import tv.relay.upstream.Failure;

/** A source that sends, and not what viewers need. By a manual clock. */
class CheckupTest {
  private static final StreamShape RADIO =
      new StreamShape(false, 10, 0, 2, true, List.of(0x0F), 3, 1, 5, true, 0, false, false, 0, 0);
  private static final int SOUND_PID = 0x110;

  private final ManualScheduler control = new ManualScheduler();
  private final Timers timers = new Timers(control);
  private final List<Failure> found = new ArrayList<>();
  private final StreamIndex index = new StreamIndex(10_000);
  private StreamModel stream = new StreamModel(StreamShape.plain());
  private StreamPacket next = stream.next();
  private Predicate<StreamPacket> sends = packet -> true;
  private boolean hasAnother = true;
  private long sequence;

  private final Checkup checkup =
      new Checkup(
          control,
          new SourceRules(
              Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(5), false),
          timers.checkup,
          () -> hasAnother,
          found::add);

  @Test
  void shouldLeaveASourceInPeaceThatKeepsUp() {
    begin();
    play(Duration.ofMinutes(10), 100);
    assertThat(found).isEmpty();
  }

  @Test
  void shouldFindASourceThatIsTooSlowForLong() {
    begin();
    play(Duration.ofSeconds(29), 80);
    assertThat(found).isEmpty();
    play(Duration.ofSeconds(6), 80);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).kind()).isEqualTo(Failure.Kind.TOO_SLOW);
    assertThat(found.get(0).reason())
        .matches("too slow: the source brought 2[34]\\.\\d s of stream in 3[0-2]\\.\\d s");
    play(Duration.ofMinutes(5), 10);
    assertThat(found).as("told once for each connection").hasSize(1);
  }

  @Test
  void shouldFindAConnectionThatBringsNothingToPublish() {
    begin();
    play(Duration.ofSeconds(5), 100);
    control.pass(Duration.ofSeconds(40));
    assertThat(found).extracting(Failure::kind).containsExactly(Failure.Kind.TOO_SLOW);
  }

  /** A pause of the network, after which it goes on at its pace or catches up. */
  @Test
  void shouldForgiveAPause() {
    begin();
    for (int i = 0; i < 20; i++) {
      play(Duration.ofSeconds(27), 100);
      control.pass(Duration.ofSeconds(9));
    }
    assertThat(found).isEmpty();
  }

  /** A file that is sent as fast as the line takes it, and then withheld for a while. */
  @Test
  void shouldLetABurstMakeUpForWhatIsMissingLater() {
    begin();
    play(Duration.ofSeconds(10), 600);
    play(Duration.ofSeconds(60), 30);
    assertThat(found).isEmpty();
    play(Duration.ofSeconds(60), 30);
    assertThat(found).hasSize(1);
  }

  @Test
  void shouldNotMindJumpsOfTheClock() {
    begin();
    for (int i = 0; i < 60; i++) {
      play(Duration.ofSeconds(2), 100);
      // Forth and back by up to a minute: the packets between are never sent.
      skip(Duration.ofSeconds(60));
      play(Duration.ofSeconds(2), 100);
      restart();
    }
    assertThat(found).isEmpty();
  }

  @Test
  void shouldFindThatThePicturesAreGone() {
    begin();
    play(Duration.ofSeconds(20), 100);
    sends = packet -> !packet.main();
    play(Duration.ofSeconds(9), 100);
    assertThat(found).isEmpty();
    play(Duration.ofSeconds(6), 100);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).kind()).isEqualTo(Failure.Kind.NO_PICTURES);
    assertThat(found.get(0).reason())
        .matches("the pictures stopped 1[0-3]\\.\\d s ago, while the sound goes on");
  }

  @Test
  void shouldNotMissPicturesInRadio() {
    stream = new StreamModel(RADIO);
    next = stream.next();
    begin();
    play(Duration.ofMinutes(3), 100);
    assertThat(found).isEmpty();
  }

  /** Silence of everything is for the stall timeout. */
  @Test
  void shouldNotMissPicturesWhereNothingComes() {
    begin();
    play(Duration.ofSeconds(20), 100);
    control.pass(Duration.ofSeconds(15));
    assertThat(found).isEmpty();
  }

  @Test
  void shouldNotMissSound() {
    begin();
    sends = packet -> packet.pid() != SOUND_PID;
    play(Duration.ofMinutes(1), 100);
    assertThat(found).isEmpty();
  }

  /** To connect anew every half a minute would be worse than to be a bit slow. */
  @Test
  void shouldHaveMorePatienceEachTimeWhereThereIsNoOtherSource() {
    hasAnother = false;
    long[] seconds = new long[4];
    for (int time = 0; time < seconds.length; time++) {
      begin();
      while (found.size() == time) {
        play(Duration.ofSeconds(1), 80);
        seconds[time]++;
      }
    }
    assertThat(seconds[0]).isBetween(30L, 36L);
    assertThat(seconds[1]).isBetween(60L, 72L);
    assertThat(seconds[2]).isBetween(120L, 144L);
    assertThat(seconds[3]).isBetween(240L, 288L);
    begin();
    play(Duration.ofSeconds(60), 100);
    begin();
    play(Duration.ofSeconds(36), 80);
    assertThat(found).as("patience starts anew once it was good").hasSize(5);
  }

  @Test
  void shouldLeaveNoTimerBehind() {
    begin();
    assertThat(control.alarms()).isEqualTo(1);
    checkup.end();
    assertThat(control.alarms()).isZero();
    checkup.begin(null);
    assertThat(control.alarms()).isZero();
  }

  private void begin() {
    checkup.begin(index);
  }

  /** Lets so much time pass, in which so much of it is sent. */
  private void play(Duration time, int percent) {
    long millis = 0;
    long sentMillis = next.millis();
    for (; millis < time.toMillis(); millis += 100) {
      sentMillis += percent;
      send(sentMillis);
      control.pass(Duration.ofMillis(100));
    }
  }

  private void send(long untilMillis) {
    while (next.millis() < untilMillis) {
      if (sends.test(next)) {
        index.packets(next.bytes(), 0, next.bytes().length, sequence++, control.nanoTime());
      }
      next = stream.next();
    }
  }

  private void skip(Duration time) {
    long until = next.millis() + time.toMillis();
    while (next.millis() < until) {
      next = stream.next();
    }
  }

  private void restart() {
    stream = new StreamModel(StreamShape.plain());
    next = stream.next();
  }
}
