package tv.relay.access;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A file that is appended to, and opened anew once it has been renamed or removed: logrotate needs
 * to tell nobody, and SIGHUP keeps the meaning that Java gives it. For one thread.
 */
final class LogFile implements AutoCloseable {
  /** How often is looked whether the name still stands for the file. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Null for standard output. */
  private final Path path;

  private OutputStream out;
  private Object fileKey;
  private long lookedNanos;

  private LogFile(Path path) {
    this.path = path;
  }

  static LogFile stdout() {
    LogFile file = new LogFile(null);
    file.out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    return file;
  }

  static LogFile open(Path path) throws IOException {
    LogFile file = new LogFile(path);
    file.reopen();
    return file;
  }

  private void reopen() throws IOException {
    out =
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    fileKey = keyNow();
    lookedNanos = System.nanoTime();
  }

  /** Null where there is no such file any more. */
  private Object keyNow() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  void write(String line) throws IOException {
    if (path != null && System.nanoTime() - lookedNanos >= LOOK_NANOS) {
      lookedNanos = System.nanoTime();
      if (!Objects.equals(fileKey, keyNow())) {
        out.close();
        reopen();
      }
    }
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (path == null) {
      out.flush();
    } else {
      out.close();
    }
  }
}
