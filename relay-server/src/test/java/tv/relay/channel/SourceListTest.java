package tv.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tv.relay.channel.SourceList.Next;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.registry.Upkeep;
import tv.relay.upstream.Failure;

class SourceListTest {
  private static final Failure DOWN = new Failure(Failure.Kind.UNREACHABLE, "refused");
  private static final Failure DENIED = new Failure(Failure.Kind.DENIED, "404");

  /** Any clock may be negative. */
  private long now = -TimeUnit.SECONDS.toNanos(5);

  private SourceList sources = list(false, "http://a/", "http://b/", "http://c/");

  @Test
  void shouldAskASourceSoOftenAndThenTheNext() {
    assertThat(begin()).isEqualTo("http://a/");
    Next first = fail(DOWN);
    assertThat(first.another()).isFalse();
    assertThat(first.after()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    Next second = fail(DOWN);
    assertThat(second.another()).isFalse();
    assertThat(second.after()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_000));
    assertThat(fail(DOWN)).isEqualTo(new Next(Duration.ZERO, true));
    assertThat(current()).isEqualTo("http://b/");
    assertThat(view(0).state()).isEqualTo(SourceState.COOLING);
    assertThat(view(0).tries()).isEqualTo(3);
    assertThat(view(0).lastError()).isEqualTo("refused");
  }

  @Test
  void shouldLeaveASourceThatSaysNoAtOnce() {
    begin();
    assertThat(fail(DENIED)).isEqualTo(new Next(Duration.ZERO, true));
    assertThat(fail(DENIED)).isEqualTo(new Next(Duration.ZERO, true));
    assertThat(sources.haveAllDenied()).isFalse();
    assertThat(fail(DENIED).after()).isEqualTo(Duration.ofSeconds(10));
    assertThat(sources.haveAllDenied()).isTrue();
    assertThat(sources.refusal(now).reason())
        .isEqualTo("source 1: 404; source 2: 404; source 3: 404");
    assertThat(sources.refusal(now).retryAfterSeconds()).isBetween(10, 11);
  }

  /** Clients live on what was held back for them, and have missed nothing yet. */
  @Test
  void shouldAskMoreOftenWhileAReserveLasts() {
    sources = list(false, "http://a/");
    sources.redefine(definition(null, "http://a/").with(new Upkeep(false, 10)), now);
    begin();
    interruptLive();
    for (int i = 0; i < 9; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(fail(DOWN).after()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(1));
    }
    assertThat(fail(rest(7)).after()).isEqualTo(Duration.ofSeconds(7));
    pass(Duration.ofSeconds(7));
    assertThat(fail(DOWN).after()).isGreaterThan(Duration.ofSeconds(5));
  }

  /** Else a list of two dead sources would be asked for ever without a pause. */
  @Test
  void shouldWaitEverLongerWhileAllAreDown() {
    sources = list(false, "http://a/", "http://b/");
    begin();
    Duration longest = Duration.ZERO;
    Duration passed = Duration.ZERO;
    for (int failure = 0; failure < 60; failure++) {
      Next next = fail(DOWN);
      longest = next.after().compareTo(longest) > 0 ? next.after() : longest;
      passed = passed.plus(next.after());
      pass(next.after());
    }
    assertThat(longest).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
    assertThat(passed).isGreaterThan(Duration.ofMinutes(4));
  }

  @Test
  void shouldGiveASourceThatHasCooledDownOneTryUntilItProvesItself() {
    sources = list(true, "http://a/", "http://b/");
    begin();
    fail(DOWN);
    fail(DOWN);
    fail(DOWN);
    assertThat(current()).isEqualTo("http://b/");
    // The ladder: each failure more keeps it away for longer.
    for (int seconds : new int[] {10, 30, 60, 300, 900, 3_600, 3_600}) {
      assertThat(Duration.ofNanos(view(0).coolUntilNanos() - now)).hasSeconds(seconds);
      pass(Duration.ofSeconds(seconds - 1));
      interruptLive();
      assertThat(current()).isEqualTo("http://b/");
      pass(Duration.ofSeconds(1));
      interruptLive();
      assertThat(current()).isEqualTo("http://a/");
      assertThat(fail(DOWN)).isEqualTo(new Next(Duration.ZERO, true));
    }
    pass(Duration.ofHours(1));
    interruptLive();
    sources.live(now);
    pass(Duration.ofSeconds(10));
    assertThat(fail(DOWN).another()).isFalse();
    assertThat(view(0).tries()).isEqualTo(1);
  }

  @Test
  void shouldStayWithWhatWorksUnlessToldToReturn() {
    begin();
    fail(DENIED);
    pass(Duration.ofHours(2));
    interruptLive();
    assertThat(current()).isEqualTo("http://b/");
    assertThat(begin()).isEqualTo("http://b/");
  }

  @Test
  void shouldReturnAtTheNextBeginningOrReconnectWhenToldTo() {
    sources = list(true, "http://a/", "http://b/", "http://c/");
    begin();
    fail(DENIED);
    sources.live(now);
    pass(Duration.ofSeconds(9));
    assertThat(begin()).isEqualTo("http://b/");
    pass(Duration.ofSeconds(1));
    assertThat(begin()).isEqualTo("http://a/");
  }

  @Test
  void shouldObeyWhenASourceSaysWhenToComeBack() {
    sources = list(false, "http://a/", "http://b/");
    begin();
    assertThat(fail(rest(120))).isEqualTo(new Next(Duration.ZERO, true));
    assertThat(current()).isEqualTo("http://b/");
    // The other is only down: it is asked meanwhile, the first not before its time.
    for (int failure = 0; failure < 6; failure++) {
      pass(fail(DOWN).after());
      assertThat(current()).isEqualTo("http://b/");
    }
    assertThat(view(0).state()).isEqualTo(SourceState.COOLING);
  }

  @Test
  void shouldObeyEvenWhenThereIsNoOther() {
    sources = list(false, "http://a/");
    begin();
    assertThat(fail(rest(120)).after()).isEqualTo(Duration.ofSeconds(120));
    assertThat(sources.begin(now)).isEqualTo(Duration.ofSeconds(120));
    assertThat(sources.refusal(now).retryAfterSeconds()).isEqualTo(121);
    pass(Duration.ofSeconds(120));
    assertThat(sources.begin(now)).isZero();
    assertThat(fail(rest(0)).after()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void shouldSwitchByHandAndStayThere() {
    sources = list(true, "http://a/", "http://b/", "http://c/");
    begin();
    assertThat(sources.switchByHand(now)).isTrue();
    assertThat(current()).isEqualTo("http://b/");
    assertThat(begin()).isEqualTo("http://b/");
    sources.live(now);
    pass(Duration.ofMinutes(1));
    fail(DOWN);
    assertThat(current()).isEqualTo("http://b/");
    // Whoever chose it did not choose it dead.
    fail(DOWN);
    fail(DOWN);
    assertThat(current()).isEqualTo("http://a/");
  }

  @Test
  void shouldPassOverWhatCoolsDownWhenSwitchedByHandIfItCan() {
    begin();
    fail(DENIED);
    fail(DENIED);
    assertThat(current()).isEqualTo("http://c/");
    sources.switchByHand(now);
    assertThat(current()).isEqualTo("http://a/");
    assertThat(view(0).at(now).state()).isEqualTo(SourceState.IDLE);
    assertThat(list(false, "http://a/").switchByHand(now)).isFalse();
  }

  @Test
  void shouldKeepWhatIsKnownOfSourcesThatStay() {
    begin();
    fail(DENIED);
    assertThat(sources.redefine(definition(null, "http://b/", "http://a/", "http://b/"), now))
        .isTrue();
    assertThat(current()).isEqualTo("http://b/");
    assertThat(view(1).lastError()).isEqualTo("404");
    assertThat(view(2).state()).isEqualTo(SourceState.IDLE);
    assertThat(sources.redefine(definition("VLC", "http://b/", "http://a/"), now)).isFalse();
    assertThat(view(1).lastError()).isNull();
    assertThat(sources.redefine(definition("VLC", "http://d/"), now)).isFalse();
    assertThat(current()).isEqualTo("http://d/");
  }

  @Test
  void shouldShowByItselfThatASourceHasCooledDown() {
    begin();
    fail(DENIED);
    SourceView cooling = view(0);
    assertThat(cooling.at(now + 1).state()).isEqualTo(SourceState.COOLING);
    assertThat(cooling.at(now + TimeUnit.SECONDS.toNanos(10)).state()).isEqualTo(SourceState.IDLE);
  }

  private String begin() {
    assertThat(sources.begin(now)).isZero();
    sources.connecting(now);
    return current();
  }

  private Next fail(Failure why) {
    return sources.failed(why, now);
  }

  /** The current source proves itself, and then its connection is lost. */
  private void interruptLive() {
    sources.live(now - TimeUnit.SECONDS.toNanos(11));
    fail(new Failure(Failure.Kind.ENDED, "ended"));
  }

  private String current() {
    return sources.current().url().original();
  }

  private SourceView view(int index) {
    return sources.view(now).get(index);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static Failure rest(int seconds) {
    return new Failure(Failure.Kind.REJECTED, "429", Duration.ofSeconds(seconds));
  }

  private SourceList list(boolean returnToPrimary, String... urls) {
    Duration any = Duration.ofSeconds(1);
    SourceRules rules = SourceRules.defaults();
    ChannelOptions options =
        new ChannelOptions(1, any, any, any, any, any, 3, returnToPrimary, any, rules);
    return new SourceList(definition(null, urls), options, new SplittableRandom(7), now);
  }

  private static ChannelDefinition definition(String userAgent, String... urls) {
    List<SourceUrl> parsed = Arrays.stream(urls).map(SourceUrl::parse).toList();
    return new ChannelDefinition("one", parsed, null, null, null, null, null, userAgent, Map.of());
  }
}
