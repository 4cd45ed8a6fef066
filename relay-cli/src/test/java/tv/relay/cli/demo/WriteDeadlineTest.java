package tv.relay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WriteDeadlineTest {

  @Test
  @Timeout(30)
  void shouldEndAWriteThatNobodyTakes() throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WriteDeadline deadline = new WriteDeadline(Duration.ofMillis(200));
        ServerSocketChannel server = ServerSocketChannel.open().bind(loopback);
        SocketChannel reader = SocketChannel.open(server.getLocalAddress());
        SocketChannel writer = server.accept()) {
      OutputStream out = Channels.newOutputStream(writer);
      byte[] bytes = new byte[1 << 20];

      assertThatThrownBy(() -> writeForEver(deadline, out, bytes))
          .isInstanceOf(ClosedByInterruptException.class);

      // The pool clears it before the next task; here nobody else does.
      assertThat(Thread.interrupted()).isTrue();
      assertThat(writer.isOpen()).isFalse();
      assertThat(reader.isOpen()).isTrue();
    }
  }

  @Test
  void shouldLeaveAWriteAloneThatWasTaken() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (WriteDeadline deadline = new WriteDeadline(Duration.ofMinutes(1))) {
      deadline.write(out, new byte[] {1, 2, 3}, 2);
    }

    assertThat(out.toByteArray()).containsExactly(1, 2);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static void writeForEver(WriteDeadline deadline, OutputStream out, byte[] bytes)
      throws IOException {
    while (true) {
      deadline.write(out, bytes, bytes.length);
    }
  }
}
