package tv.relay.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.relay.cli.bench.load.Figures;
import tv.relay.cli.bench.load.Group;
import tv.relay.cli.bench.load.LoadPlan;
import tv.relay.cli.bench.load.OwnCost;
import tv.relay.cli.bench.load.Quantiles;
import tv.relay.cli.bench.load.SamplePlan;
import tv.relay.cli.bench.load.Shares;
import tv.relay.cli.bench.load.Target;
import tv.relay.cli.bench.packet.Tally;

final class VerdictTest {
  private static final Quantiles PROMPT = new Quantiles(1_000, 0.1, 1, 2, 3);
  private static final OwnCost LIGHT = new OwnCost(0.3, 0.2, 1.0, 2);
  private static final Shares FULL = new Shares(8_000_000, 100, 0.99, 1, 1, 0);
  private static final Tally CHECKED = new Tally(1_000, 900, 0, 0, 0, 0, 0, 0);
  private static final Group WHOLE = group(0, CHECKED);

  @Test
  void shouldBeGoodWhenNothingIsBad() {
    Verdict verdict = Verdict.of(figures(WHOLE, WHOLE, FULL, PROMPT, LIGHT));

    assertThat(verdict.good()).isTrue();
    assertThat(verdict.notes()).isEmpty();
  }

  @Test
  void shouldNotBeGoodWhenTheBenchTookAllOfAProcessor() {
    Verdict verdict = Verdict.of(figures(WHOLE, WHOLE, FULL, PROMPT, new OwnCost(1, 0.95, 1.5, 2)));

    assertThat(verdict.faults())
        .singleElement()
        .asString()
        .contains("the bench was the bottleneck");
  }

  @Test
  void shouldNotBeGoodWhenTheBenchFellBehind() {
    Quantiles late = new Quantiles(1_000, 1, 80, 90, 100);

    Verdict verdict = Verdict.of(figures(WHOLE, WHOLE, FULL, late, LIGHT));

    assertThat(verdict.faults())
        .singleElement()
        .asString()
        .contains("the bench was the bottleneck", "80 ms");
  }

  @Test
  void shouldSayThatItMayBeTheMachineWhenSomebodyStarvesOnAFullOne() {
    Shares starving = new Shares(8_000_000, 100, 0.5, 0.9, 1, 60);

    Verdict verdict =
        Verdict.of(figures(WHOLE, WHOLE, starving, PROMPT, new OwnCost(0.9, 0.8, 2.0, 2)));

    assertThat(verdict.faults())
        .singleElement()
        .asString()
        .contains("60 of 100", "50.0 %", "the machine that was too small");
    assertThat(verdict.notes()).singleElement().asString().contains("2.0 of 2 processors");
  }

  @Test
  void shouldMindLossOfFastClientsOnly() {
    Group losing = group(0, new Tally(1_000, 900, 2, 30, 0, 0, 0, 0));

    assertThat(Verdict.of(figures(WHOLE, losing, FULL, PROMPT, LIGHT)).good()).isTrue();
    assertThat(Verdict.of(figures(losing, WHOLE, FULL, PROMPT, LIGHT)).faults())
        .containsExactly("fast clients lost 30 packets in 2 places");
  }

  @Test
  void shouldMindDamageWhoeverGotIt() {
    Group broken = group(0, new Tally(1_000, 900, 0, 0, 0, 0, 3, 4));

    assertThat(Verdict.of(figures(WHOLE, broken, FULL, PROMPT, LIGHT)).faults())
        .containsExactly(
            "slow clients got 3 corrupt packets",
            "slow clients found 4 places without a packet's beginning");
  }

  @Test
  void shouldMindThatFastClientsAreDisconnectedAndLetSlowOnesBe() {
    Group gone = group(5, CHECKED);

    assertThat(Verdict.of(figures(WHOLE, gone, FULL, PROMPT, LIGHT)).good()).isTrue();
    assertThat(Verdict.of(figures(gone, WHOLE, FULL, PROMPT, LIGHT)).faults())
        .containsExactly("5 fast clients were disconnected");
  }

  @Test
  void shouldMindFastClientsThatWaitInVain() {
    Group waiting = new Group(100, 60, 40, 0, 1_000_000, CHECKED, CHECKED);

    assertThat(Verdict.of(figures(waiting, WHOLE, FULL, PROMPT, LIGHT)).faults())
        .singleElement()
        .asString()
        .contains("40 of 100", "in vain");
  }

  @Test
  void shouldMindCountersThatJumpUnlessTheSourceMayHaveDoneIt() {
    Group jumping = group(0, new Tally(1_000, 900, 0, 0, 0, 7, 0, 0));
    Group foreign = group(0, new Tally(1_000, 0, 0, 0, 0, 7, 0, 0));

    assertThat(Verdict.of(figures(jumping, WHOLE, FULL, PROMPT, LIGHT)).faults())
        .containsExactly("continuity counters of fast clients jumped 7 times");
    Verdict verdict = Verdict.of(figures(foreign, WHOLE, FULL, PROMPT, LIGHT, false));
    assertThat(verdict.good()).isTrue();
    assertThat(verdict.notes()).anyMatch(note -> note.contains("jumped 7 times"));
  }

  @Test
  void shouldPraiseNoMoreThanWasSeen() {
    Shares nobody = new Shares(0, 0, 0, 0, 0, 0);

    assertThat(Verdict.praise(figures(WHOLE, WHOLE, FULL, PROMPT, LIGHT)))
        .isEqualTo("clients that check lost nothing, nobody starved, the bench kept up");
    assertThat(Verdict.praise(figures(WHOLE, WHOLE, nobody, PROMPT, LIGHT, false)))
        .isEqualTo("the bench kept up");
    assertThat(Verdict.of(figures(WHOLE, WHOLE, nobody, PROMPT, LIGHT)).notes())
        .anyMatch(note -> note.contains("no fast client stayed"));
  }

  private static Group group(int gone, Tally seen) {
    return new Group(100, 100, 0, gone, 1_000_000, seen, seen);
  }

  private static Figures figures(
      Group fast, Group slow, Shares shares, Quantiles lateness, OwnCost own) {
    return figures(fast, slow, shares, lateness, own, true);
  }

  private static Figures figures(
      Group fast, Group slow, Shares shares, Quantiles lateness, OwnCost own, boolean ownStream) {
    LoadPlan plan = SamplePlan.of(List.of(Target.of("http://127.0.0.1/")), 100, 10, 100, 100);
    return new Figures(
        plan,
        10,
        1_000_000,
        fast,
        slow,
        WHOLE,
        shares,
        ownStream,
        PROMPT,
        PROMPT,
        PROMPT,
        lateness,
        0,
        Map.of(),
        Optional.empty(),
        own);
  }
}
