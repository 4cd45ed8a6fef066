package tv.relay.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.mpegts.PacketAligner;
import tv.relay.mpegts.PacketSink;
import tv.relay.ring.Beat;

/**
 * Reads one source once, from connecting to its end, and publishes what it brings. It runs on a
 * thread of its own, never waits for a client and takes no lock that a client's thread takes; in
 * steady state it allocates nothing.
 *
 * <p>{@link #run} is called once. {@link #cancel} may be called by any thread at any time.
 */
public final class UpstreamReader implements Runnable, Reading {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamReader.class);

  /** Room for what a socket holds; the largest piece that is published at once. */
  private static final int BUFFER_BYTES = 256 * 1024;

  /** A read that took so long found the socket empty. */
  private static final long WAITED_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * How long before a beat at the most a source is read: some read at once, and timers are late.
   */
  private static final long MOST_LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** A transport stream in which so much comes without a packet is none any more. */
  private static final long MAX_GARBAGE_BYTES = 1024 * 1024;

  private static final Failure ENDED =
      new Failure(Failure.Kind.ENDED, "the source ended the stream");

  private final SourceClient client;
  private final Source source;
  private final UpstreamMeter meter;
  private final Intake intake;
  private final Beat beat;
  private final long leadNanos;
  private final SourceClient.Attempt attempt = new SourceClient.Attempt();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int held;
  private long now;

  /** Null while nothing is read. */
  private volatile Thread thread;

  /** Left out since the last packet. */
  private long garbageBytes;

  /** Whether the last read took all that the socket had. */
  private boolean wasEmptied;

  /**
   * Reads nothing yet.
   *
   * @param beat when what was read is written to clients: what comes may gather in the socket until
   *     shortly before, since each wake-up costs more than what is then read
   */
  public UpstreamReader(
      SourceClient client, Source source, Beat beat, UpstreamMeter meter, Intake intake) {
    this.client = client;
    this.beat = beat;
    this.leadNanos = Math.min(MOST_LEAD_NANOS, beat.intervalNanos() / 10);
    this.source = source;
    this.meter = meter;
    this.intake = intake;
  }

  @Override
  public void cancel() {
    attempt.cancel();
    // It may be waiting for more to gather; does nothing when there is no thread.
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    Failure failure = read();
    // Its next work is none of ours.
    thread = null;
    intake.ended(
        attempt.isCancelled()
            ? new Failure(Failure.Kind.CANCELLED, "closed by the relay")
            : failure);
  }

  /** Reads from connecting to the end; returns why there is one. */
  private Failure read() {
    try (OpenSource open = client.open(source, attempt)) {
      return relay(open);
    } catch (UpstreamException e) {
      return e.failure();
    } catch (IOException e) {
      return lost(e);
    } catch (OutOfMemoryError e) {
      return new Failure(
          Failure.Kind.INTERNAL,
          "no memory for this channel's ring: start with more --live-channels or a smaller"
              + " --ring-size");
    } catch (RuntimeException | Error e) {
      LOG.error(
          "reading {} failed; this is a defect of the relay, please report it", source.url(), e);
      return new Failure(Failure.Kind.INTERNAL, "unexpected: " + e.getClass().getSimpleName());
    }
  }

  private Failure relay(OpenSource open) throws IOException {
    StreamFormat format = sniff(open);
    Publisher publisher = intake.open(format, open.contentType());
    if (publisher == null) {
      return new Failure(
          Failure.Kind.NOT_A_STREAM,
          "the source sends another kind of stream than the clients have begun with");
    }
    if (format == StreamFormat.TRANSPORT_STREAM) {
      return relayPackets(open, publisher);
    }
    relayBytes(open, publisher);
    return ENDED;
  }

  private StreamFormat sniff(OpenSource open) throws IOException {
    StreamSniffer sniffer = new StreamSniffer(open.contentType());
    meter.begin(System.nanoTime());
    while (true) {
      boolean more = fill(open.body());
      StreamFormat format = sniffer.decide(buffer, held, !more);
      if (format != null) {
        return format;
      }
    }
  }

  private Failure relayPackets(OpenSource open, Publisher publisher) throws IOException {
    PacketAligner aligner = new PacketAligner();
    PacketSink sink =
        (bytes, at, length) -> {
          garbageBytes = 0;
          publisher.publish(bytes, at, length, now);
        };
    long skipped = 0;
    int distance = 0;
    try {
      do {
        int done = aligner.align(buffer, held, sink);
        if (done > 0) {
          consume(done);
          intake.published();
        }
        if (aligner.packetDistanceBytes() != distance) {
          distance = aligner.packetDistanceBytes();
          meter.packetDistance(distance);
        }
        if (aligner.skippedBytes() > skipped) {
          meter.skipped(aligner.skippedBytes() - skipped);
          garbageBytes += aligner.skippedBytes() - skipped;
          skipped = aligner.skippedBytes();
        }
        if (garbageBytes > MAX_GARBAGE_BYTES) {
          return new Failure(
              Failure.Kind.ENDED, "the source has gone over to something that is no MPEG-TS");
        }
      } while (fillAgain(open));
      return ENDED;
    } finally {
      if (aligner.finish(buffer, held, sink)) {
        intake.published();
      }
    }
  }

  private void relayBytes(OpenSource open, Publisher publisher) throws IOException {
    do {
      int whole = held - held % publisher.chunkBytes();
      if (whole > 0) {
        publisher.publish(buffer, 0, whole, now);
        consume(whole);
        intake.published();
      }
    } while (fillAgain(open));
  }

  /** Reads more, but not before some has gathered. */
  private boolean fillAgain(OpenSource open) throws IOException {
    if (beat.isKept() && wasEmptied) {
      LockSupport.parkNanos(this, gatherNanos(System.nanoTime()));
    }
    long before = System.nanoTime();
    int room = buffer.length - held;
    int heldBefore = held;
    boolean more = fill(open.body());
    boolean waited = now - before > WAITED_NANOS;
    wasEmptied = waited || (open.plain() && held - heldBefore < room);
    return more;
  }

  /**
   * Until shortly before a beat; not the one that is all but there, for which this has just read.
   */
  private long gatherNanos(long nanoTime) {
    long beatNanos = beat.from(nanoTime + leadNanos + beat.intervalNanos() / 4);
    return beatNanos - leadNanos - nanoTime;
  }

  /** Reads more behind what is held; false at the end. */
  private boolean fill(InputStream body) throws IOException {
    int read = body.read(buffer, held, buffer.length - held);
    if (read < 0 || attempt.isCancelled()) {
      return false;
    }
    now = System.nanoTime();
    held += read;
    meter.received(read, now);
    return true;
  }

  private void consume(int bytes) {
    System.arraycopy(buffer, bytes, buffer, 0, held - bytes);
    held -= bytes;
  }

  /** What it means that a body could not be read on. */
  static Failure lost(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return new Failure(Failure.Kind.STALLED, "the source sent nothing for the stall timeout");
    }
    if (e instanceof ZipException) {
      return new Failure(Failure.Kind.ENDED, "the source said gzip and sent something else");
    }
    return new Failure(
        Failure.Kind.ENDED,
        e instanceof java.net.SocketException
            ? "the source reset the connection"
            : "the source cut the stream short");
  }
}
