package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class CiRuleTest {
  @Test
  void shouldSkipWhatIsNotInstalled() {
    assertThatThrownBy(() -> CiRule.missing("no ffmpeg", null))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no ffmpeg");
    assertThatThrownBy(() -> CiRule.missing("no ffmpeg", ""))
        .isInstanceOf(TestAbortedException.class);
  }

  @Test
  void shouldSkipNothingInCi() {
    assertThatThrownBy(() -> CiRule.missing("no ffmpeg", "true"))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("no ffmpeg");
  }
}
