package tv.relay.channel;

import java.util.ArrayList;
import java.util.List;
import tv.relay.upstream.Failure;
import tv.relay.upstream.Intake;
import tv.relay.upstream.Publisher;
import tv.relay.upstream.Reading;
import tv.relay.upstream.Source;
import tv.relay.upstream.StreamFormat;
import tv.relay.upstream.UpstreamMeter;

/** Readers that do what they are told, when they are told. One thread. */
final class FakeReaders implements Readers {
  private final List<FakeReader> started = new ArrayList<>();

  @Override
  public Reading start(Source source, UpstreamMeter meter, Intake intake) {
    FakeReader reader = new FakeReader(source, intake);
    started.add(reader);
    return reader;
  }

  /** Those that have not ended. */
  List<FakeReader> running() {
    return started.stream().filter(reader -> !reader.ended).toList();
  }

  /** One reader, from its start to its end. */
  static final class FakeReader implements Reading {
    final Source source;
    private final Intake intake;
    private Publisher publisher;
    private boolean cancelled;
    private boolean ended;

    FakeReader(Source source, Intake intake) {
      this.source = source;
      this.intake = intake;
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

    /** The first bytes, of a stream that has no access points. */
    void open() {
      if (publisher == null) {
        publisher = intake.open(StreamFormat.OPAQUE, "audio/mpeg");
      }
    }

    void publish() {
      byte[] chunk = new byte[publisher.chunkBytes()];
      publisher.publish(chunk, 0, chunk.length, System.nanoTime());
      intake.published();
    }

    void end(Failure why) {
      ended = true;
      intake.ended(cancelled ? new Failure(Failure.Kind.CANCELLED, "closed by the relay") : why);
    }
  }
}
