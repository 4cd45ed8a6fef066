package tv.relay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProcessCountersTest {

  /** Again and again, since others may close something at the same moment; but not each time. */
  @Test
  void shouldCountAnOpenFile() {
    await().untilAsserted(ProcessCountersTest::countAnOpenFile);
  }

  private static void countAnOpenFile() throws IOException {
    int before = ProcessCounters.openFilesNow();
    try (InputStream file = Files.newInputStream(Path.of("/proc/self/status"))) {
      assertThat(file.read()).isPositive();
      assertThat(ProcessCounters.openFilesNow()).isEqualTo(before + 1);
    }
    assertThat(ProcessCounters.openFilesNow()).isEqualTo(before);
  }

  @Test
  void shouldCountThreadsByName() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "counted-1");
    thread.start();
    assertThat(ProcessCounters.liveThreads("counted-")).isEqualTo(1);
    over.countDown();
    thread.join();
    assertThat(ProcessCounters.liveThreads("counted-")).isZero();
  }

  /** Again and again, as above. */
  @Test
  void shouldCountDirectMemory() {
    await().untilAsserted(ProcessCountersTest::countDirectMemory);
  }

  private static void countDirectMemory() {
    long before = ProcessCounters.directBytesNow();
    ByteBuffer buffer = ByteBuffer.allocateDirect(3_000_000);
    assertThat(ProcessCounters.directBytesNow() - before).isBetween(3_000_000L, 3_500_000L);
    assertThat(buffer.capacity()).as("keeps the buffer alive").isEqualTo(3_000_000);
  }
}
