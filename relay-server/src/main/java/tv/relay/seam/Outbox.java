package tv.relay.seam;

import java.util.concurrent.TimeUnit;
import tv.relay.index.Programme;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.TsPacket;
import tv.relay.ring.Ring;

/**
 * Packets on their way into the ring, and past the index. A picture goes there once it is whole,
 * with all that comes meanwhile. The reader's thread.
 */
final class Outbox {
  private static final int MAX_PACKETS = 340;

  /** Where pictures are rarer, as in a slide show, they are sent as they come, like the sound. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Ring ring;
  private final StreamIndex index;
  private final ComingPicture coming;
  private final ComingPicture.Sink published = this::publishNow;

  /** About 64 KB, made at the first seam. */
  private byte[] packets;

  private int bytes;
  private long nanoTime;

  Outbox(Ring ring, StreamIndex index) {
    this.ring = ring;
    this.index = index;
    this.coming = new ComingPicture(ring.capacityChunks() * TsPacket.BYTES);
  }

  /** When what is added from now on has come. */
  void at(long arrivalNanos) {
    nanoTime = arrivalNanos;
  }

  /** Takes a copy; returns where it lies in {@link #packets}. */
  int add(byte[] source, int at) {
    int added = add();
    System.arraycopy(source, at, packets, added, TsPacket.BYTES);
    return added;
  }

  /** Makes room for one packet more, for the caller to write; returns where. */
  int add() {
    if (packets == null) {
      packets = new byte[MAX_PACKETS * TsPacket.BYTES];
    }
    if (bytes == packets.length) {
      flush();
    }
    bytes += TsPacket.BYTES;
    return bytes - TsPacket.BYTES;
  }

  /** What waits; to be asked for after a packet was added. */
  byte[] packets() {
    return packets;
  }

  void flush() {
    if (bytes > 0) {
      int length = bytes;
      bytes = 0;
      publish(packets, 0, length, nanoTime);
    }
  }

  /** Publishes whole packets as they are; nothing may be waiting in {@link #packets}. */
  void publish(byte[] source, int offset, int length, long arrivalNanos) {
    Programme programme = index.programme();
    int pid = programme.hasVideo() ? programme.mainPid() : TsPacket.ABSENT;
    int start = pid == TsPacket.ABSENT ? TsPacket.ABSENT : lastUnit(source, offset, length, pid);
    int whole = start == TsPacket.ABSENT ? 0 : start - offset;
    if (start == TsPacket.ABSENT && isComing(pid, length, arrivalNanos)) {
      coming.add(pid, source, offset, length, arrivalNanos);
      return;
    }
    coming.releaseTo(published);
    if (start == TsPacket.ABSENT || !coming.hasRoom(length - whole)) {
      publishNow(source, offset, length, arrivalNanos);
      return;
    }
    publishNow(source, offset, whole, arrivalNanos);
    coming.add(pid, source, start, length - whole, arrivalNanos);
  }

  /** Whether what comes is still of the picture that is kept, and may be kept with it. */
  private boolean isComing(int pid, int length, long arrivalNanos) {
    return !coming.isEmpty()
        && coming.pid() == pid
        && coming.hasRoom(length)
        && arrivalNanos - coming.beganNanos() < PATIENCE_NANOS;
  }

  /** Where the last unit of that PID begins, or ABSENT. */
  private static int lastUnit(byte[] packets, int offset, int length, int pid) {
    for (int at = offset + length - TsPacket.BYTES; at >= offset; at -= TsPacket.BYTES) {
      if (TsPacket.pid(packets, at) == pid && TsPacket.payloadUnitStart(packets, at)) {
        return at;
      }
    }
    return TsPacket.ABSENT;
  }

  /** The source is lost: the picture that it has cut off is never published. */
  void cutOff() {
    coming.discard();
  }

  private void publishNow(byte[] source, int offset, int length, long arrivalNanos) {
    if (length == 0) {
      return;
    }
    long sequence = ring.headAcquire();
    ring.publish(source, offset, length, arrivalNanos);
    // After, so that nobody is sent to an access point that isn't there yet.
    index.packets(source, offset, length, sequence, arrivalNanos);
  }
}
