package tv.relay.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes a response apart that comes in arbitrary pieces: the head, the framing, and the body for a
 * {@link PacketVerifier}. Fed by one thread, may be asked by any.
 */
final class ResponseReader {

  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int TEXT_BYTES = 8 * 1024;

  private final PacketVerifier verifier;
  private final StringBuilder headText = new StringBuilder();
  // Grows to TEXT_BYTES at most: enough of an error's page, not of a stream.
  private final ByteArrayOutputStream text = new ByteArrayOutputStream(0);
  private MessageHead head;
  private ChunkDecoder chunks;
  private long bodyBytes;
  private String framingError;

  ResponseReader(PacketVerifier verifier) {
    this.verifier = verifier;
  }

  synchronized void accept(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (head == null && at < end) {
      headText.append((char) (bytes[at++] & 0xff));
      completeHead();
    }
    if (at == end || framingError != null) {
      return;
    }
    if (chunks == null) {
      body(bytes, at, end - at);
      return;
    }
    try {
      chunks.accept(bytes, at, end - at);
    } catch (IllegalArgumentException | IllegalStateException e) {
      framingError = "wrong chunk framing after " + bodyBytes + " bytes: " + e.getMessage();
    }
  }

  /** Null until it is complete. */
  synchronized MessageHead head() {
    return head;
  }

  /** Bytes of the body without its framing. */
  synchronized long bodyBytes() {
    return bodyBytes;
  }

  /** The beginning of the body. */
  synchronized String bodyText() {
    return text.toString(StandardCharsets.UTF_8);
  }

  /** The beginning of the body, as bytes. */
  synchronized byte[] bodyStart() {
    return text.toByteArray();
  }

  /** What ended too soon or was framed wrongly, or null. To be asked at the end. */
  synchronized String framingError() {
    if (framingError != null || head == null) {
      return framingError;
    }
    if (chunks != null) {
      return chunks.done() ? null : "ended before the last chunk";
    }
    return head.header("Content-Length")
        .map(Long::parseLong)
        .filter(announced -> announced != bodyBytes)
        .map(announced -> "ended with " + bodyBytes + " of " + announced + " bytes")
        .orElse(null);
  }

  private void completeHead() {
    int length = headText.length();
    boolean complete =
        headText.indexOf("\r\n\r\n", Math.max(0, length - 4)) >= 0
            || headText.indexOf("\n\n", Math.max(0, length - 2)) >= 0;
    if (complete || length > MAX_HEAD_BYTES) {
      head = MessageHead.parse(headText.toString());
      headText.setLength(0);
      if (head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
        chunks = new ChunkDecoder(this::body);
      }
    }
  }

  private void body(byte[] bytes, int offset, int length) {
    bodyBytes += length;
    int keep = Math.min(length, TEXT_BYTES - text.size());
    text.write(bytes, offset, keep);
    verifier.accept(bytes, offset, length);
  }
}
