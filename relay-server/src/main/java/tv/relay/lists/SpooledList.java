package tv.relay.lists;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tv.relay.playlist.M3uEntry;
import tv.relay.playlist.M3uReader;
import tv.relay.playlist.M3uSink;
import tv.relay.registry.OwnerOnly;

/**
 * A list that has come as a whole, packed in a file that goes when this is closed. Linux takes the
 * file's name away at once, so that even a relay that is killed leaves nothing behind. For one
 * thread.
 */
final class SpooledList implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FileChannel file;

  private SpooledList(FileChannel file) {
    this.file = file;
  }

  /**
   * Reads a list to its end; does not close it. Looks at each line as it comes: what is no list, or
   * larger than any, is refused at once and not only when the disk is full.
   *
   * @throws tv.relay.playlist.M3uException when it is no list of channels, or larger than any
   * @throws IOException when the stream throws it, or the folder has no room
   */
  static SpooledList of(InputStream list, Path folder) throws IOException {
    FileChannel file = create(folder);
    boolean whole = false;
    try {
      try (OutputStream packed = packed(file, folder)) {
        M3uReader.read(new Copied(list, packed), new Unheard());
      }
      whole = true;
      return new SpooledList(file);
    } finally {
      if (!whole) {
        file.close();
      }
    }
  }

  /** The list, unpacked; to be asked for once. */
  InputStream open() throws IOException {
    return new GZIPInputStream(Channels.newInputStream(file.position(0)), BUFFER_BYTES);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static FileChannel create(Path folder) throws IOException {
    Path path = folder.resolve("import-" + UUID.randomUUID() + ".tmp");
    try {
      return FileChannel.open(
          path,
          Set.of(
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE),
          OwnerOnly.file(path));
    } catch (IOException e) {
      throw noRoom(folder, e);
    }
  }

  private static OutputStream packed(FileChannel file, Path folder) throws IOException {
    return new GZIPOutputStream(new Spool(Channels.newOutputStream(file), folder), BUFFER_BYTES);
  }

  private static IOException noRoom(Path folder, IOException cause) {
    return new IOException(
        "the list can't be kept in "
            + folder
            + " while it is read ("
            + cause
            + "); make room there, and let the relay's user write there",
        cause);
  }

  /** Puts failures into words, and leaves the file open. */
  private static final class Spool extends FilterOutputStream {
    private final Path folder;

    Spool(OutputStream file, Path folder) {
      super(file);
      this.folder = folder;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw noRoom(folder, e);
      }
    }

    @Override
    public void close() {}
  }

  /** What is read is written, too. */
  private static final class Copied extends FilterInputStream {
    private final OutputStream copy;

    Copied(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        copy.write(bytes, offset, read);
      }
      return read;
    }
  }

  /** What the list holds is for who reads it from the file. */
  private static final class Unheard implements M3uSink {
    @Override
    public void entry(M3uEntry entry) {}

    @Override
    public void problem(int line, String text) {}
  }
}
