package tv.relay.testing;

/** Takes the chunked framing off a body that comes in arbitrary pieces. Used by one thread. */
final class ChunkDecoder {

  /** Where the bytes go. */
  interface Sink {
    void accept(byte[] bytes, int offset, int length);
  }

  private enum State {
    SIZE,
    DATA,
    DATA_END,
    TRAILER,
    DONE
  }

  private final Sink sink;
  private final StringBuilder line = new StringBuilder();
  private State state = State.SIZE;
  private long leftBytes;

  ChunkDecoder(Sink sink) {
    this.sink = sink;
  }

  /** Throws an {@link IllegalStateException} when the framing is wrong. */
  void accept(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (state == State.DATA) {
        int part = (int) Math.min(leftBytes, end - at);
        sink.accept(bytes, at, part);
        at += part;
        leftBytes -= part;
        if (leftBytes == 0) {
          state = State.DATA_END;
        }
      } else {
        character((char) bytes[at++]);
      }
    }
  }

  boolean done() {
    return state == State.DONE;
  }

  private void character(char next) {
    if (state == State.DONE) {
      throw new IllegalStateException("bytes after the last chunk");
    }
    if (next != '\n') {
      line.append(next);
      return;
    }
    String text = line.toString().strip();
    line.setLength(0);
    switch (state) {
      case SIZE -> {
        leftBytes = Long.parseLong(text.split(";", 2)[0].strip(), 16);
        state = leftBytes == 0 ? State.TRAILER : State.DATA;
      }
      case DATA_END -> {
        if (!text.isEmpty()) {
          throw new IllegalStateException("chunk longer than announced: " + text);
        }
        state = State.SIZE;
      }
      case TRAILER -> state = text.isEmpty() ? State.DONE : State.TRAILER;
      default -> throw new IllegalStateException(state.name());
    }
  }
}
