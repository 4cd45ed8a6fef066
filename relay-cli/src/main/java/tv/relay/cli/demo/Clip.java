package tv.relay.cli.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import tv.relay.mpegts.TsPacket;

/**
 * The clip under {@code samples/} and the time at which each of its packets is due. Immutable, so
 * all connections share one.
 */
final class Clip {

  /** 24 s, a whole number of pictures and of AAC frames; see {@code scripts/make-demo-clip}. */
  static final long LOOP_TICKS = 2_160_000;

  private static final String RESOURCE = "/samples/demo.ts";

  private final byte[] recording;
  private final long[] dueNanos;

  private Clip(byte[] recording) {
    this.recording = recording;
    this.dueNanos = PcrSchedule.dueNanos(recording, LOOP_TICKS);
  }

  /**
   * Reads the clip from the class path.
   *
   * @throws IOException when it isn't there
   */
  static Clip load() throws IOException {
    try (InputStream resource = Clip.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new FileNotFoundException(RESOURCE + " is missing from the class path");
      }
      return new Clip(resource.readAllBytes());
    }
  }

  int packets() {
    return dueNanos.length;
  }

  /** When the packet is due, in nanoseconds from the beginning of its loop. */
  long dueNanos(int packet) {
    return dueNanos[packet];
  }

  void copyPacket(int packet, byte[] into, int offset) {
    System.arraycopy(recording, packet * TsPacket.BYTES, into, offset, TsPacket.BYTES);
  }
}
