package tv.relay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One connection through a {@link FaultProxy}: a head, and then whole packets to the end, which
 * come out with faults. Used by one thread.
 */
final class FaultyPassage {

  private static final int PACKET_BYTES = PacketLayout.PACKET_BYTES;
  private static final int BATCH_PACKETS = 100;
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int LONGEST_DELAY_MILLIS = 1_000;
  private static final int LONGEST_TRICKLE_MILLIS = 2_000;
  private static final int TRICKLE_TURN_MILLIS = 20;
  private static final int MOST_TRICKLED_BYTES = 60;
  private static final int MOST_CORRUPT_BYTES = 600;
  private static final double HEAD_FAULTS = 0.05;

  private final Random random;
  private final long meanDistanceBytes;
  private final HarmLedger harmed;
  private final Consumer<Fault> done;
  private final LongConsumer waitNanos;
  private final byte[] batch = new byte[BATCH_PACKETS * PACKET_BYTES];

  FaultyPassage(
      long seed,
      long meanDistanceBytes,
      HarmLedger harmed,
      Consumer<Fault> done,
      LongConsumer waitNanos) {
    this.random = new Random(seed);
    this.meanDistanceBytes = meanDistanceBytes;
    this.harmed = harmed;
    this.done = done;
    this.waitNanos = waitNanos;
    random.nextLong(); // the first ones of neighbouring seeds are alike
  }

  /**
   * Passes on until the source ends or a fault ends it.
   *
   * @param stall returns when the reader has left
   * @return whether the connection is to be reset
   */
  boolean run(InputStream in, OutputStream out, Runnable stall) throws IOException {
    byte[] head = head(in);
    if (random.nextDouble() < HEAD_FAULTS) {
      Fault fault = Fault.chosen(random.nextDouble());
      int at = random.nextInt(head.length);
      if (fault == Fault.CORRUPT) {
        corrupt(head, at, head.length);
        at = head.length;
      }
      out.write(head, 0, at);
      if (fault.isFatal()) {
        return end(fault, stall);
      }
      int sent = pass(fault, head, at, head.length, out);
      out.write(head, sent, head.length - sent);
    } else {
      out.write(head);
    }
    return passPackets(in, out, stall);
  }

  private boolean passPackets(InputStream in, OutputStream out, Runnable stall) throws IOException {
    long left = distance();
    for (int length = read(in); length > 0; length = read(in)) {
      int from = 0;
      while (left < length - from) {
        int at = from + (int) left;
        Fault fault = Fault.chosen(random.nextDouble());
        if (fault == Fault.CORRUPT) {
          corruptPackets(at, length);
        }
        out.write(batch, from, at - from);
        if (fault.isFatal()) {
          return end(fault, stall);
        }
        from = pass(fault, batch, at, length, out);
        left = distance();
      }
      out.write(batch, from, length - from);
      left -= length - from;
    }
    return false;
  }

  private boolean end(Fault fault, Runnable stall) {
    done.accept(fault);
    if (fault == Fault.STALL) {
      stall.run();
    }
    return fault == Fault.RESET;
  }

  /** Does what does not end it; returns up to where it has sent. */
  private int pass(Fault fault, byte[] bytes, int from, int length, OutputStream out)
      throws IOException {
    int at = from;
    if (fault == Fault.DELAY) {
      waitMillis(1 + random.nextInt(LONGEST_DELAY_MILLIS));
    } else if (fault == Fault.TRICKLE) {
      int turns = 1 + random.nextInt(LONGEST_TRICKLE_MILLIS / TRICKLE_TURN_MILLIS);
      for (int i = 0; i < turns && at < length; i++) {
        int piece = Math.min(length - at, 1 + random.nextInt(MOST_TRICKLED_BYTES));
        out.write(bytes, at, piece);
        at += piece;
        waitMillis(TRICKLE_TURN_MILLIS);
      }
    }
    done.accept(fault);
    return at;
  }

  private void waitMillis(long millis) {
    waitNanos.accept(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void corruptPackets(int from, int length) {
    int end = corrupt(batch, from, length);
    int first = from / PACKET_BYTES * PACKET_BYTES;
    for (int packet = first; packet < end; packet += PACKET_BYTES) {
      harmed.add(batch, packet);
    }
  }

  private int corrupt(byte[] bytes, int from, int length) {
    int end = Math.min(length, from + 1 + random.nextInt(MOST_CORRUPT_BYTES));
    for (int i = from; i < end; i++) {
      bytes[i] ^= (byte) (1 + random.nextInt(255));
    }
    return end;
  }

  private long distance() {
    // Exponential, as what comes by chance.
    return (long) (-Math.log(1 - random.nextDouble()) * meanDistanceBytes);
  }

  /** As many whole packets as there are, at least one; 0 at the end. */
  private int read(InputStream in) throws IOException {
    int length = 0;
    do {
      if (in.readNBytes(batch, length, PACKET_BYTES) < PACKET_BYTES) {
        return length;
      }
      length += PACKET_BYTES;
    } while (length < batch.length && in.available() >= PACKET_BYTES);
    return length;
  }

  private static byte[] head(InputStream in) throws IOException {
    byte[] head = new byte[MAX_HEAD_BYTES];
    int length = 0;
    while (length < 4 || !endsHead(head, length)) {
      int next = length < head.length ? in.read() : -1;
      if (next < 0) {
        throw new IOException("no head of an answer");
      }
      head[length++] = (byte) next;
    }
    return Arrays.copyOf(head, length);
  }

  private static boolean endsHead(byte[] head, int length) {
    return head[length - 4] == '\r'
        && head[length - 3] == '\n'
        && head[length - 2] == '\r'
        && head[length - 1] == '\n';
  }
}
