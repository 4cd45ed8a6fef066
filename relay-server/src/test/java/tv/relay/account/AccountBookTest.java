package tv.relay.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.SourceUrl;

class AccountBookTest {
  private static final Duration SETTLE = Duration.ofMillis(300);

  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Duration> delays = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final AccountBook book =
      new AccountBook(
          new AccountOptions(0, SETTLE, Duration.ofSeconds(5)),
          (delay, work) -> {
            delays.add(delay);
            later.add(work);
          });

  private record Channel(String channel, boolean isResuming, List<String> told)
      implements Claimant {
    @Override
    public void granted() {
      told.add(channel + " may");
    }

    @Override
    public void wanted(String account, String byChannel) {
      told.add(channel + " is wanted by " + byChannel);
    }
  }

  private Lease ask(String channel, String... urls) {
    return ask(new Channel(channel, false, told), urls);
  }

  private Lease ask(Claimant channel, String... urls) {
    return book.ask(
        Arrays.stream(urls).map(url -> new Target(null, SourceUrl.parse(url))).toList(), channel);
  }

  private void define(AccountDefinition... accounts) {
    book.define(List.of(accounts));
  }

  private static AccountDefinition account(String name, int most) {
    return new AccountDefinition(name, most, null, SourceUrl.parse("http://u:pw@" + name + "/"));
  }

  private void settle() {
    while (!later.isEmpty()) {
      later.poll().run();
    }
  }

  @Test
  void shouldLetEverybodyConnectWhereNoLimitIsSet() {
    for (int i = 0; i < 50; i++) {
      assertThat(ask("c" + i, "http://a/").granted()).isZero();
    }
    assertThat(book.views()).isEmpty();
  }

  /** A channel lingers to be found again, limit or not. */
  @Test
  void shouldLeaveAnIdleConnectionAloneThatNobodyWaitsFor() {
    Lease free = ask("free", "http://elsewhere/");
    Lease one = ask("one", "http://u:pw@a/1");
    Lease two = ask("two", "http://u:pw@a/2");
    define(account("a", 1));

    free.idle(true);
    one.idle(true);
    two.idle(true);

    assertThat(told).isEmpty();
    // Both have to go before there is room for another.
    ask("three", "http://u:pw@a/3");
    assertThat(told).containsExactly("one is wanted by three", "two is wanted by three");
  }

  @Test
  void shouldServeThoseWhoWaitInTheirOrderAndOnlyWhenTheProviderHasForgotten() {
    define(account("a", 1));
    Lease first = ask("first", "http://u:pw@a/1");
    Lease second = ask("second", "http://u:pw@a/2");
    ask("third", "http://u:pw@a/3");
    assertThat(first.granted()).isZero();
    assertThat(second.granted()).isEqualTo(-1);

    first.giveBack();
    first.giveBack();

    assertThat(told).isEmpty();
    assertThat(delays).containsExactly(SETTLE);
    assertThat(ask("late", "http://u:pw@a/4").granted()).isEqualTo(-1);
    settle();
    assertThat(told).containsExactly("second may");
    second.giveBack();
    settle();
    assertThat(told).containsExactly("second may", "third may");
  }

  @Test
  void shouldServeThoseFirstThatWereInterrupted() {
    define(account("a", 1));
    Lease first = ask("first", "http://u:pw@a/1");
    ask("second", "http://u:pw@a/2");
    ask(new Channel("resuming", true, told), "http://u:pw@a/3");

    first.giveBack();
    settle();

    assertThat(told).containsExactly("resuming may");
  }

  @Test
  void shouldHaveAsManyIdleConnectionsClosedAsAreWaitedForLongestIdleFirst() {
    define(account("a", 3));
    Lease one = ask("one", "http://u:pw@a/1");
    Lease two = ask("two", "http://u:pw@a/2");
    ask("three", "http://u:pw@a/3");
    two.idle(true);
    one.idle(true);
    assertThat(told).isEmpty();

    ask("four", "http://u:pw@a/4");

    assertThat(told).containsExactly("two is wanted by four");
    two.giveBack();
    settle();
    assertThat(told).containsExactly("two is wanted by four", "four may");
  }

  @Test
  void shouldHaveAConnectionClosedThatBecomesIdleWhileAnotherWaits() {
    define(account("a", 1));
    Lease one = ask("one", "http://u:pw@a/1");
    ask("two", "http://u:pw@a/2");

    one.idle(true);

    assertThat(told).containsExactly("one is wanted by two");
  }

  @Test
  void shouldTakeTheNextSourceWhoseAccountHasRoom() {
    define(account("a", 1), account("b", 1));
    ask("one", "http://u:pw@a/1");

    Lease two = ask("two", "http://u:pw@a/2", "http://u:pw@b/2");

    assertThat(two.granted()).isEqualTo(1);
    assertThat(two.whyNot())
        .isEqualTo("the account a has its limit of 1 connection, in use by one");
  }

  /** Else a zap would always end at the second best source. */
  @Test
  void shouldRatherWaitForAnIdleConnectionThanTakeTheNextSource() {
    define(account("a", 1), account("b", 1));
    Lease one = ask("one", "http://u:pw@a/1");
    one.idle(true);

    Lease two = ask("two", "http://u:pw@a/2", "http://u:pw@b/2");
    Lease three = ask("three", "http://u:pw@a/3", "http://u:pw@b/3");

    assertThat(told).containsExactly("one is wanted by two");
    assertThat(two.granted()).isEqualTo(-1);
    assertThat(three.granted()).as("the one idle connection is promised").isEqualTo(1);
  }

  @Test
  void shouldServeWhoeverWaitsFromTheAccountThatIsFreeFirst() {
    define(account("a", 1), account("b", 1));
    ask("one", "http://u:pw@a/1");
    Lease two = ask("two", "http://u:pw@b/2");
    Lease three = ask("three", "http://u:pw@a/3", "http://u:pw@b/3");

    two.giveBack();
    settle();

    assertThat(told).containsExactly("three may");
    assertThat(three.granted()).isEqualTo(1);
    assertThat(book.views()).allSatisfy(view -> assertThat(view.waiting()).isEmpty());
  }

  @Test
  void shouldKeepWhatIsOpenWhenTheLimitIsChanged() {
    Lease one = ask("one", "http://u:pw@a/1");
    Lease two = ask("two", "http://u:pw@a/2");

    define(account("a", 1));

    AccountView view = book.views().iterator().next();
    assertThat(view.holders()).hasSize(2);
    Lease three = ask("three", "http://u:pw@a/3");
    one.giveBack();
    settle();
    assertThat(three.granted()).isEqualTo(-1);
    define(account("a", 2));
    assertThat(told).containsExactly("three may");
    assertThat(two.granted()).isZero();
  }

  @Test
  void shouldNameTheHostsOfAccountsThatNobodyRegisteredAndNoCredentials() {
    AccountBook strict =
        new AccountBook(new AccountOptions(1, SETTLE, SETTLE), (delay, work) -> later.add(work));
    for (String url :
        List.of("http://p.example/live/u/s3cret/1.ts", "http://v:s3cret@p.example/")) {
      strict.ask(List.of(new Target(null, SourceUrl.parse(url))), new Channel("c", false, told));
    }
    Lease third =
        strict.ask(
            List.of(
                new Target(
                    null,
                    SourceUrl.parse("http://p.example:81/get.php?username=u&password=s3cret"))),
            new Channel("third", false, told));

    assertThat(strict.views())
        .extracting(AccountView::name)
        .containsExactly("p.example", "p.example (2)");
    assertThat(third.whyNot())
        .isEqualTo("the account p.example has its limit of 1 connection, in use by c");
    assertThat(strict.views().toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldNameTheAccountOfEachSourceWhetherItIsInUseOrNot() {
    Target bare = target("http://P.example/live/u/s3cret/1.ts");
    assertThat(book.nameOf(bare)).isEqualTo("p.example");
    ask("one", "http://p.example/live/v/s3cret/1.ts");
    ask("two", "http://p.example/live/u/s3cret/1.ts");
    assertThat(book.nameOf(bare)).isEqualTo("p.example (2)");

    SourceUrl source = SourceUrl.parse("http://w:s3cret@p.example/get");
    book.define(
        List.of(
            new AccountDefinition("mine", 1, null, source),
            new AccountDefinition("named", 1, null, null)));

    assertThat(book.nameOf(target("http://p.example:81/live/w/s3cret/7.ts"))).isEqualTo("mine");
    assertThat(book.nameOf(new Target("named", bare.url()))).isEqualTo("named");
    assertThat(book.nameOf(new Target("gone", bare.url()))).isEqualTo("p.example (2)");
  }

  private static Target target(String url) {
    return new Target(null, SourceUrl.parse(url));
  }
}
