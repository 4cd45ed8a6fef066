package tv.relay.upstream;

import java.io.IOException;

/** A source could not be opened; carries the {@link Failure} that says why. */
public final class UpstreamException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  UpstreamException(Failure.Kind kind, String reason) {
    this(new Failure(kind, reason));
  }

  UpstreamException(Failure failure) {
    super(failure.reason());
    this.failure = failure;
  }

  UpstreamException(Failure.Kind kind, String reason, Throwable cause) {
    super(reason, cause);
    this.failure = new Failure(kind, reason);
  }

  public Failure failure() {
    return failure;
  }
}
