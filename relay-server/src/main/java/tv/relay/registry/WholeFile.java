package tv.relay.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A file of the data folder that is only ever seen whole: written beside its place, synced, renamed
 * over it, and the folder synced. A process killed on the way leaves the old file and at most a
 * temporary one, which the next start removes. For one thread at a time.
 */
public final class WholeFile {
  private final DataFolder folder;
  private final Path path;
  private final Path temporary;

  /** Removes what a killed process may have left behind. */
  public WholeFile(DataFolder folder, String name) {
    this.folder = folder;
    this.path = folder.path().resolve(name);
    this.temporary = folder.path().resolve(name + ".tmp");
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw new DataFolderException(
          "The left-over file " + temporary + " can't be removed (" + e + "). Remove it by hand.",
          e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * What is in the file; empty where there is none.
   *
   * @throws DataFolderException when it can't be read
   */
  public Optional<byte[]> read() {
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new DataFolderException(
          path + ": can't be read (" + e + "). Let the relay's user read and write it.", e);
    }
  }

  /**
   * Says that what was read can't be used, and what to do.
   *
   * @param problem follows the path: {@code " is not valid JSON"}
   * @param without what there is none of when the file is moved away: {@code "channels"}
   */
  public DataFolderException broken(String problem, String without, Exception cause) {
    return new DataFolderException(
        path
            + problem
            + ". The relay left the file alone and does not start; correct it, restore a backup,"
            + " or move it away to start without "
            + without
            + ".",
        cause);
  }

  /**
   * Puts the bytes in place of the file, mode 0600, and returns when they are on disk.
   *
   * @throws IOException when that failed; the file is then the old one, unless only the last sync
   *     failed and what a power failure would leave is uncertain
   */
  public void write(byte[] content) throws IOException {
    Files.deleteIfExists(temporary);
    try {
      writeTemporary(content);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    folder.sync();
  }

  private void writeTemporary(byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file(temporary))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
