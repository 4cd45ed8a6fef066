package tv.relay.cli.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningTest {
  private final Running running = new Running(2);

  @Test
  void shouldBeDecidedOnceEachTargetSendsOrIsKnownNotTo() {
    running.sends(0, 100);
    assertThat(running.allDecided()).isFalse();
    running.fails(1);
    assertThat(running.allDecided()).isTrue();
    assertThat(running.was(1, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void shouldBelieveWhoGetsAStreamAfterAll() {
    running.fails(0);
    running.sends(0, 100);
    running.fails(0);
    assertThat(running.was(0, 99)).isFalse();
    assertThat(running.was(0, 101)).isTrue();
  }
}
