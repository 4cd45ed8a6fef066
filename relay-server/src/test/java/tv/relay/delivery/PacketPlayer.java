package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.PacketBuilder;

/** A client without a socket that keeps the packets it gets, and takes as much as it is told to. */
final class PacketPlayer implements Outlet {
  private final List<byte[]> packets = new ArrayList<>();
  private long roomBytes;
  private long takenBytes;
  private long streamBytes;
  private int inPacket;
  private boolean ofStream;
  private boolean asksForRoom;
  private int mostHeldBytes;
  private Runnable writable;
  private boolean ended;
  private boolean reset;

  PacketPlayer(long roomBytes) {
    this.roomBytes = roomBytes;
  }

  void takes(long bytes) {
    roomBytes += bytes;
    if (asksForRoom && roomBytes > 0) {
      writable.run();
    }
  }

  void stalls() {
    roomBytes = 0;
  }

  /** All packets that were begun; the last may be there in part. */
  List<byte[]> packets() {
    return packets;
  }

  long takenBytes() {
    return takenBytes;
  }

  /** Bytes of the stream's packets, without those of packets that the relay made. */
  long streamBytes() {
    return streamBytes;
  }

  /** The most that was ever kept for this client outside the ring. */
  int mostHeldBytes() {
    return mostHeldBytes;
  }

  boolean wasReset() {
    return reset;
  }

  @Override
  public void listen(Runnable onWritable, Runnable onGone) {
    writable = onWritable;
  }

  @Override
  public int write(ByteBuffer bytes) {
    assertThat(ended).as("ended before a write").isFalse();
    if (!bytes.isDirect()) {
      mostHeldBytes = Math.max(mostHeldBytes, bytes.remaining());
    }
    int now = (int) Math.min(roomBytes, bytes.remaining());
    int left = now;
    while (left > 0) {
      if (inPacket == 0) {
        begin(bytes);
      }
      byte[] packet = packets.get(packets.size() - 1);
      int part = Math.min(left, TsPacket.BYTES - inPacket);
      for (int i = 0; i < part; i++) {
        assertThat(bytes.get()).as("byte of a packet").isEqualTo(packet[inPacket + i]);
      }
      inPacket = (inPacket + part) % TsPacket.BYTES;
      streamBytes += ofStream ? part : 0;
      left -= part;
    }
    roomBytes -= now;
    takenBytes += now;
    return now;
  }

  /** Where a packet begins, the whole of it is offered. */
  private void begin(ByteBuffer bytes) {
    assertThat(bytes.remaining()).as("offered of a packet").isGreaterThanOrEqualTo(TsPacket.BYTES);
    byte[] packet = new byte[TsPacket.BYTES];
    bytes.get(bytes.position(), packet);
    packets.add(packet);
    ofStream = PacketBuilder.number(packet, 0) >= 0;
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
    ended = true;
    return true;
  }

  @Override
  public void close() {
    ended = true;
  }

  @Override
  public void reset() {
    ended = true;
    reset = true;
  }
}
