package tv.relay.testing;

import java.util.Arrays;
import java.util.Random;

/** What scripts send, and the harm that they do to it. */
final class Bodies {

  private Bodies() {}

  /** Packets of a numbered stream from where it stands, each when it is due. */
  static Body packets(NumberedStream stream) {
    long startNanos = stream.nextMediaNanos();
    byte[] packet = new byte[NumberedStream.PACKET_BYTES];
    return new Body() {
      @Override
      public byte[] next() {
        stream.next(packet, 0);
        return packet;
      }

      @Override
      public long dueNanos() {
        return stream.nextMediaNanos() - startNanos;
      }
    };
  }

  /** Packets that were made before, each when it is due. */
  static Body recorded(byte[] packets, Programme programme) {
    return new Body() {
      private int at;

      @Override
      public byte[] next() {
        if (at == packets.length) {
          return null;
        }
        at += NumberedStream.PACKET_BYTES;
        return Arrays.copyOfRange(packets, at - NumberedStream.PACKET_BYTES, at);
      }

      @Override
      public long dueNanos() {
        return programme.nanosOfBytes(at);
      }
    };
  }

  /** The same bytes again and again, at the programme's bitrate. */
  static Body repeated(byte[] bytes, Programme programme) {
    return new Body() {
      private long sentBytes;

      @Override
      public byte[] next() {
        sentBytes += bytes.length;
        return bytes;
      }

      @Override
      public long dueNanos() {
        return programme.nanosOfBytes(sentBytes);
      }
    };
  }

  static Body once(byte[] bytes) {
    return new Body() {
      private boolean sent;

      @Override
      public byte[] next() {
        byte[] piece = sent ? null : bytes;
        sent = true;
        return piece;
      }

      @Override
      public long dueNanos() {
        return 0;
      }
    };
  }

  /** Other bytes before the first piece. */
  static Body preceded(byte[] prefix, Body body) {
    return new Body() {
      private boolean begun;

      @Override
      public byte[] next() {
        if (begun) {
          return body.next();
        }
        begun = true;
        return prefix;
      }

      @Override
      public long dueNanos() {
        return body.dueNanos();
      }
    };
  }

  /** Other bytes after each {@code pieces} pieces. */
  static Body interspersed(int pieces, byte[] between, Body body) {
    return new Body() {
      private int since;

      @Override
      public byte[] next() {
        if (since == pieces) {
          since = 0;
          return between;
        }
        since++;
        return body.next();
      }

      @Override
      public long dueNanos() {
        return body.dueNanos();
      }
    };
  }

  /** Other bytes before each piece. */
  static Body spaced(byte[] before, Body body) {
    return preceded(before, interspersed(1, before, body));
  }

  /** Without the first bytes of the first piece. */
  static Body beheaded(int bytes, Body body) {
    return new Body() {
      private boolean begun;

      @Override
      public byte[] next() {
        byte[] piece = body.next();
        if (begun || piece == null) {
          return piece;
        }
        begun = true;
        return Arrays.copyOfRange(piece, Math.min(bytes, piece.length), piece.length);
      }

      @Override
      public long dueNanos() {
        return body.dueNanos();
      }
    };
  }

  /** Always the same noise; sync bytes do occur in it. */
  static byte[] garbage(int bytes) {
    byte[] garbage = new byte[bytes];
    new Random(bytes).nextBytes(garbage);
    return garbage;
  }
}
