package tv.relay.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import tv.relay.index.StreamHealth;
import tv.relay.mpegts.PacketAligner;

/** Connects to a source once and tells what comes. Blocks; any thread. */
public final class Probe {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final SourceClient client;
  private final Duration watch;

  /**
   * Asks nothing yet.
   *
   * @param watch how long the stream is looked at
   */
  public Probe(SourceClient client, Duration watch) {
    this.client = client;
    this.watch = watch;
  }

  /**
   * Reads the source for a while.
   *
   * @throws UpstreamException when there is no stream, saying why
   */
  public ProbeReport run(Source source) throws UpstreamException {
    long asked = System.nanoTime();
    SourceClient.Attempt attempt = new SourceClient.Attempt();
    try (OpenSource open = client.open(source, attempt)) {
      return read(source, open, asked);
    } catch (UpstreamException e) {
      throw e;
    } catch (IOException e) {
      Failure lost = UpstreamReader.lost(e);
      throw new UpstreamException(lost.kind(), lost.reason(), e);
    }
  }

  private ProbeReport read(Source source, OpenSource open, long asked) throws UpstreamException {
    byte[] buffer = new byte[BUFFER_BYTES];
    StreamSniffer sniffer = new StreamSniffer(open.contentType());
    PacketAligner aligner = new PacketAligner();
    ProbedStream stream = new ProbedStream();
    StreamFormat format = null;
    long firstByte = 0;
    long received = 0;
    int held = 0;
    boolean ended = false;
    while (!ended && (firstByte == 0 || System.nanoTime() - firstByte < watch.toNanos())) {
      int read = fill(open.body(), buffer, held, format != null);
      ended = read < 0;
      if (!ended) {
        firstByte = firstByte == 0 ? System.nanoTime() : firstByte;
        received += read;
        held += read;
      }
      if (format == null) {
        format = sniffer.decide(buffer, held, ended);
      }
      if (format == StreamFormat.TRANSPORT_STREAM) {
        int done = aligner.align(buffer, held, stream);
        System.arraycopy(buffer, done, buffer, 0, held - done);
        held -= done;
      } else if (format == StreamFormat.OPAQUE) {
        held = 0;
      }
    }
    if (format == null) {
      throw new UpstreamException(
          Failure.Kind.NOT_A_STREAM, "connected, but too little came to tell what it is");
    }
    long elapsed = Math.max(1, System.nanoTime() - firstByte);
    long bitrate =
        stream.bitrateBps() > 0 ? stream.bitrateBps() : received * 8_000_000_000L / elapsed;
    StreamHealth.Report health = stream.index().health();
    return new ProbeReport(
        source.url().redacted(),
        open.contentType(),
        (firstByte - asked) / 1_000_000,
        format,
        aligner.packetDistanceBytes(),
        stream.index().programme().maps(),
        received,
        aligner.skippedBytes(),
        bitrate,
        health.accessPointIntervalMillis(),
        health.continuityErrors(),
        health.scrambled());
  }

  /**
   * Reads on; a source that breaks off after it could be told what it sends has merely ended.
   *
   * @return bytes read, negative at the end
   */
  private static int fill(InputStream body, byte[] buffer, int held, boolean told)
      throws UpstreamException {
    try {
      return body.read(buffer, held, buffer.length - held);
    } catch (IOException e) {
      if (told) {
        return -1;
      }
      Failure lost = UpstreamReader.lost(e);
      throw new UpstreamException(lost.kind(), lost.reason(), e);
    }
  }
}
