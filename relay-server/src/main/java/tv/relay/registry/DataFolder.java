package tv.relay.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a relay's state, held for one relay alone from {@link #open} to {@link #close}. The
 * lock is the operating system's, so a killed process leaves none behind. Safe on every thread.
 */
public final class DataFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  private static final String LOCK = "lock";
  private static final int MAX_LOCK_TEXT_BYTES = 32;

  /**
   * Folders held by this process. Asked before the lock file is opened, because closing a second
   * channel to a file gives up the process's lock on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;
  private final boolean syncs;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
    this.syncs = canSync(path);
  }

  /**
   * Makes the folder when it is missing, mode 0700, and locks it.
   *
   * @throws DataFolderException when it can't be made, written or locked, or another relay has it
   */
  public static DataFolder open(Path folder) {
    Path path = made(folder.toAbsolutePath());
    if (!HELD.add(path)) {
      throw inUse(path, "this process");
    }
    boolean opened = false;
    try {
      DataFolder held = new DataFolder(path, locked(path));
      opened = true;
      return held;
    } finally {
      if (!opened) {
        HELD.remove(path);
      }
    }
  }

  /** The folder itself, without symbolic links. */
  public Path path() {
    return path;
  }

  /** Gives the folder back; the lock file stays, since deleting it would open a gap. */
  @Override
  public void close() throws IOException {
    if (lock.isOpen()) {
      lock.close();
      HELD.remove(path);
    }
  }

  /** Brings the folder's entries to disk, where the file system can do that at all. */
  void sync() throws IOException {
    if (syncs) {
      sync(path);
    }
  }

  private static Path made(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new DataFolderException(
          "The data folder " + path + " is a file. Name a folder with --data-dir.");
    }
    try {
      if (!Files.isDirectory(path)) {
        Deque<Path> parents = new ArrayDeque<>();
        for (Path p = path.getParent(); p != null; p = p.getParent()) {
          parents.add(p);
          if (Files.isDirectory(p)) {
            break;
          }
        }
        Files.createDirectories(path, OwnerOnly.folder(path));
        for (Path parent : parents) {
          if (canSync(parent)) {
            sync(parent);
          }
        }
      }
      return path.toRealPath();
    } catch (IOException e) {
      throw new DataFolderException(
          "The data folder "
              + path
              + " is missing and can't be made ("
              + e
              + "). Make it, or name"
              + " another with --data-dir.",
          e);
    }
  }

  private static FileChannel locked(Path path) {
    Path file = path.resolve(LOCK);
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OwnerOnly.file(file));
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw inUse(path, "process " + holder(channel));
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
      locked = true;
      return channel;
    } catch (IOException e) {
      throw new DataFolderException(
          "The lock file "
              + file
              + " can't be made, written or locked ("
              + e
              + "). Let the relay's"
              + " user write in that folder, or name another with --data-dir.",
          e);
    } finally {
      if (!locked) {
        closeQuietly(channel);
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(MAX_LOCK_TEXT_BYTES);
    channel.read(text, 0);
    String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    return pid.matches("[0-9]+") ? pid : "unknown";
  }

  private static DataFolderException inUse(Path path, String holder) {
    return new DataFolderException(
        "The data folder "
            + path
            + " is in use by another relay ("
            + holder
            + "). Stop that one,"
            + " or name another folder with --data-dir.");
  }

  private static boolean canSync(Path folder) {
    try {
      sync(folder);
      return true;
    } catch (IOException e) {
      LOG.warn(
          "{} can't be synced ({}); after a power failure its newest file may be missing",
          folder,
          e.toString());
      return false;
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("closing the lock file", e);
    }
  }
}
