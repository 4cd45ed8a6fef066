package tv.relay.registry;

import java.util.Optional;

/** A text is no JSON; says why and where, and quotes nothing of it. */
final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient JsonText.Position position;

  MalformedJsonException(String reason, JsonText.Position position) {
    super(reason);
    this.position = position;
  }

  /** Where, when that is known. */
  Optional<JsonText.Position> position() {
    return Optional.ofNullable(position);
  }
}
