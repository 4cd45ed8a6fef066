package tv.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** All channels live on it: whatever one of them does, it goes on. */
class ControlThreadTest {

  @Test
  void shouldGoOnAfterAnError() throws InterruptedException {
    try (ControlThread control = new ControlThread()) {
      control.execute(
          () -> {
            throw new OutOfMemoryError("unable to create native thread");
          });
      CountDownLatch later = new CountDownLatch(1);
      control.execute(later::countDown);
      assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
