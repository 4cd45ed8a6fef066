package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A client without a socket: takes as much as it is told to and checks each byte. */
final class FakePlayer implements Outlet {
  private final List<Long> sequences = new ArrayList<>();
  private byte[] chunk;
  private int takenBytes;
  private int writes;
  private long roomBytes;
  private boolean asksForRoom;
  private boolean broken;
  private Runnable writable;
  private Runnable gone;
  private Runnable duringWrite = () -> {};

  /** How it was ended: finish, close and reset in their order. */
  final List<String> calls = new ArrayList<>();

  FakePlayer(long roomBytes) {
    this.roomBytes = roomBytes;
  }

  /** From now on it takes so much more; the sender hears of it if it has asked to. */
  void takes(long bytes) {
    roomBytes += bytes;
    if (asksForRoom && roomBytes > 0) {
      writable.run();
    }
  }

  void stalls() {
    roomBytes = 0;
  }

  /** Closes its connection while nothing is being sent. */
  void leaves() {
    gone.run();
  }

  /** Every write fails from now on. */
  void breaks() {
    broken = true;
  }

  /** Happens once, after bytes were taken and before the write returns. */
  void duringTheNextWrite(Runnable happening) {
    duringWrite = happening;
  }

  int takenBytes() {
    return takenBytes;
  }

  /** How often it was tried, with or without room. */
  int writes() {
    return writes;
  }

  boolean asksForRoom() {
    return asksForRoom;
  }

  /** Of all chunks begun; the last may be there in part. */
  List<Long> sequences() {
    return sequences;
  }

  @Override
  public void listen(Runnable onWritable, Runnable onGone) {
    writable = onWritable;
    gone = onGone;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    assertThat(calls).as("calls before a write").isEmpty();
    writes++;
    if (broken) {
      throw new IOException("Broken pipe");
    }
    int now = (int) Math.min(roomBytes, bytes.remaining());
    for (int i = 0; i < now; i++) {
      take(bytes);
    }
    roomBytes -= now;
    Runnable happening = duringWrite;
    duringWrite = () -> {};
    happening.run();
    return now;
  }

  /** A byte that must be the next of its chunk; where one begins it is seen whole. */
  private void take(ByteBuffer bytes) {
    int inChunk = takenBytes % NumberedChunk.BYTES;
    if (inChunk == 0) {
      chunk = NumberedChunk.of(NumberedChunk.sequence(bytes));
      sequences.add(NumberedChunk.sequence(bytes));
    }
    byte next = bytes.get();
    if (next != chunk[inChunk]) {
      throw new AssertionError("torn: byte " + inChunk + " of a chunk after " + sequences);
    }
    takenBytes++;
  }

  @Override
  public void awaitRoom() {
    asksForRoom = true;
  }

  @Override
  public void roomFound() {
    asksForRoom = false;
  }

  @Override
  public boolean finish() {
    calls.add("finish");
    return true;
  }

  @Override
  public void close() {
    calls.add("close");
  }

  @Override
  public void reset() {
    calls.add("reset");
  }
}
