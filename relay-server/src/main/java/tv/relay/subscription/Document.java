package tv.relay.subscription;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tv.relay.registry.SourceUrl;

/**
 * A document that was opened. For one thread.
 *
 * @param body its text, unpacked
 * @param url where it was found; null for a file
 */
public record Document(InputStream body, SourceUrl url, String etag, String lastModified)
    implements AutoCloseable {
  private static final int GZIP_1 = 0x1F;
  private static final int GZIP_2 = 0x8B;

  /**
   * Undoes gzip where the bytes begin like it, whatever name or header they came under. Bounds
   * nothing: whoever reads must, since little can be packed that becomes very much.
   */
  public static InputStream unpacked(InputStream in) throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(in, 2);
    int first = peeked.read();
    int second = first == GZIP_1 ? peeked.read() : -1;
    if (second >= 0) {
      peeked.unread(second);
    }
    if (first >= 0) {
      peeked.unread(first);
    }
    return first == GZIP_1 && second == GZIP_2 ? new Unzipped(peeked) : peeked;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  /** Puts failures into words. */
  private static final class Unzipped extends InputStream {
    private final InputStream in;
    private final InputStream packed;

    Unzipped(InputStream packed) throws IOException {
      this.packed = packed;
      try {
        this.in = new BufferedInputStream(new GZIPInputStream(packed, 16 * 1024));
      } catch (ZipException e) {
        throw broken(e);
      }
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (ZipException e) {
        throw broken(e);
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (ZipException e) {
        throw broken(e);
      }
    }

    @Override
    public void close() throws IOException {
      packed.close();
    }

    private static IOException broken(ZipException e) {
      return new IOException("the document is packed with gzip, and damaged", e);
    }
  }
}
