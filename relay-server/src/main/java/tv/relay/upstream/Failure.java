package tv.relay.upstream;

import java.time.Duration;

/**
 * Why a source is not, or no longer, being read.
 *
 * @param reason in plain words, free of credentials, fit for the status page
 * @param retryAfter how long the source asks to be left alone; null when it doesn't
 */
public record Failure(Kind kind, String reason, Duration retryAfter) {

  /** One whose source has not said when to ask again. */
  public Failure(Kind kind, String reason) {
    this(kind, reason, null);
  }

  /** What went wrong, as far as it matters for what to do next. */
  public enum Kind {
    /** No connection: name unknown, refused, unreachable, no answer in time, bad certificate. */
    UNREACHABLE,
    /** The provider answered, and its answer was no. */
    REJECTED,
    /** The provider answered that there is no such stream, or not for us. */
    DENIED,
    /** What came is not a stream. */
    NOT_A_STREAM,
    /** What was asked for only if it has changed has not changed. */
    UNCHANGED,
    /** The stream ended or was cut. */
    ENDED,
    /** The source sent nothing for the stall timeout. */
    STALLED,
    /** The source plays, but brings less than its stream's clock asks for. */
    TOO_SLOW,
    /** The source plays, but its pictures have stopped while the sound goes on. */
    NO_PICTURES,
    /** The relay itself lacks something, such as memory for the ring. */
    INTERNAL,
    /** The relay closed the connection itself. */
    CANCELLED
  }

  /** Whether the source is there, and another would be better. */
  public boolean isPoor() {
    return kind == Kind.TOO_SLOW || kind == Kind.NO_PICTURES;
  }

  /** Whether asking again at once is pointless: somebody has to change something first. */
  public boolean isDefinitive() {
    return kind == Kind.DENIED || kind == Kind.NOT_A_STREAM;
  }
}
