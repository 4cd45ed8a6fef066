package tv.relay.ring;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all rings together may take outside the heap. Less than the process may: what one ring too
 * many took would be missing for the buffers of clients that are there already. Safe for any
 * thread.
 */
public final class RingMemory {
  private final long limitBytes;
  private final AtomicLong heldBytes = new AtomicLong();

  /**
   * @param limitBytes of all rings together; more than the process may use outside the heap is of
   *     no use
   */
  public RingMemory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** As much as the process may use. */
  public static RingMemory unlimited() {
    return new RingMemory(Long.MAX_VALUE);
  }

  public long heldBytes() {
    return heldBytes.get();
  }

  /**
   * @throws OutOfMemoryError when rings, or the process, would take more than they may
   */
  ByteBuffer allocate(int bytes) {
    if (heldBytes.addAndGet(bytes) > limitBytes) {
      heldBytes.addAndGet(-bytes);
      throw new OutOfMemoryError(
          "a ring of " + bytes + " bytes beside others of " + heldBytes + " bytes");
    }
    try {
      return OffHeap.allocate(bytes);
    } catch (OutOfMemoryError e) {
      heldBytes.addAndGet(-bytes);
      throw e;
    }
  }

  /** Gives back what {@link #allocate} gave; no view of it may be used any more. */
  void free(ByteBuffer memory) {
    int bytes = memory.capacity();
    OffHeap.free(memory);
    heldBytes.addAndGet(-bytes);
  }
}
