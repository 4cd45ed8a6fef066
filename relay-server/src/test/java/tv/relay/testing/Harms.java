package tv.relay.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** What else is done to a body than is in {@link Bodies}: to all of it, or from some piece on. */
final class Harms {

  private Harms() {}

  /** Compressed, each piece so that it can be unpacked when it has come. */
  static Body gzipped(Body body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    GZIPOutputStream gzip;
    try {
      gzip = new GZIPOutputStream(packed, 512, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Body() {
      private boolean ended;

      @Override
      public byte[] next() {
        byte[] piece = ended ? null : body.next();
        if (ended) {
          return null;
        }
        try {
          if (piece == null) {
            ended = true;
            gzip.close();
          } else {
            gzip.write(piece);
            gzip.flush();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        byte[] bytes = packed.toByteArray();
        packed.reset();
        return bytes;
      }

      @Override
      public long dueNanos() {
        return body.dueNanos();
      }
    };
  }

  /** Noise in place of the pieces behind the first. */
  static Body turnedToGarbage(int pieces, Body body) {
    // Other noise each time: the same every 188 bytes would look like packets.
    Random noise = new Random(pieces);
    return new Body() {
      private int passed;

      @Override
      public byte[] next() {
        byte[] piece = body.next();
        if (piece == null || passed++ < pieces) {
          return piece;
        }
        byte[] garbage = new byte[piece.length];
        noise.nextBytes(garbage);
        return garbage;
      }

      @Override
      public long dueNanos() {
        return body.dueNanos();
      }
    };
  }

  /** The pieces behind the first take so many times longer. */
  static Body slowed(int pieces, int times, Body body) {
    return new Body() {
      private int passed;
      private long slowFromNanos;

      @Override
      public byte[] next() {
        if (++passed == pieces) {
          slowFromNanos = body.dueNanos();
        }
        return body.next();
      }

      @Override
      public long dueNanos() {
        long due = body.dueNanos();
        return passed < pieces ? due : slowFromNanos + (due - slowFromNanos) * times;
      }
    };
  }
}
