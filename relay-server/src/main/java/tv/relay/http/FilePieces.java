package tv.relay.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file as it was when it was opened. */
final class FilePieces implements PieceSender.Pieces {
  private static final int PIECE_BYTES = 64 * 1024;

  private final FileChannel file;
  private final long bytes;
  private final ByteBuffer buffer = ByteBuffer.allocate(PIECE_BYTES);

  FilePieces(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.READ);
    bytes = file.size();
  }

  long bytes() {
    return bytes;
  }

  @Override
  public ByteBuffer next() throws IOException {
    return file.read(buffer.clear()) < 0 ? null : buffer.flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
