package tv.relay.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamPacket;
import tv.relay.testing.StreamShape;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Intake;
import tv.relay.upstream.Publisher;
import tv.relay.upstream.Reading;
import tv.relay.upstream.Source;
import tv.relay.upstream.StreamFormat;
import tv.relay.upstream.UpstreamMeter;

/**
 * Readers that do what they are told, when they are told: of transport streams, or of something
 * else. One thread.
 */
final class FakeReaders implements Readers {
  private static final StreamShape RADIO =
      new StreamShape(false, 10, 0, 2, true, List.of(0x0F), 3, 1, 5, true, 0, false, false, 0, 0);

  private final boolean packets;
  private final List<FakeReader> started = new ArrayList<>();

  FakeReaders(boolean packets) {
    this.packets = packets;
  }

  @Override
  public Reading start(Source source, UpstreamMeter meter, Intake intake) {
    FakeReader reader = new FakeReader(source, intake, packets ? stream() : null);
    started.add(reader);
    return reader;
  }

  /** Now of one programme and now of another; each begins where all do. */
  private StreamModel stream() {
    return new StreamModel(started.size() % 2 == 0 ? StreamShape.plain() : RADIO);
  }

  /** Those that have not ended. */
  List<FakeReader> running() {
    return started.stream().filter(reader -> !reader.ended).toList();
  }

  /** Those of them that read for the channel, not beside it. */
  List<FakeReader> inUse() {
    return running().stream().filter(reader -> !reader.isBeside()).toList();
  }

  /** One reader, from its start to its end. */
  static final class FakeReader implements Reading {
    final Source source;
    private final Intake intake;

    /** Null for what is no transport stream. */
    private final StreamModel stream;

    private Publisher publisher;
    private boolean cancelled;
    private boolean ended;

    FakeReader(Source source, Intake intake, StreamModel stream) {
      this.source = source;
      this.intake = intake;
      this.stream = stream;
    }

    /** Whether it is read beside the one in use. */
    boolean isBeside() {
      return intake instanceof Understudy understudy && understudy.run() == null;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    boolean isCancelled() {
      return cancelled;
    }

    boolean isOpen() {
      return publisher != null && !ended;
    }

    /** The first bytes. */
    void open() {
      if (publisher == null) {
        publisher =
            stream == null
                ? intake.open(StreamFormat.OPAQUE, "audio/mpeg")
                : intake.open(StreamFormat.TRANSPORT_STREAM, "video/mp2t");
      }
    }

    /** Of a transport stream, some tenths of a second, as they would come. */
    void publish() {
      if (stream == null) {
        byte[] chunk = new byte[publisher.chunkBytes()];
        publisher.publish(chunk, 0, chunk.length, System.nanoTime());
      } else {
        long until = stream.packets().size() + 80;
        while (stream.packets().size() < until) {
          StreamPacket packet = stream.next();
          long nanoTime = TimeUnit.MILLISECONDS.toNanos(packet.millis());
          publisher.publish(packet.bytes(), 0, packet.bytes().length, nanoTime);
        }
      }
      intake.published();
    }

    void end(Failure why) {
      ended = true;
      intake.ended(cancelled ? new Failure(Failure.Kind.CANCELLED, "closed by the relay") : why);
    }
  }
}
