package tv.relay.guide;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The merged guide as files of a folder, plain and packed, replaced whole. Not synced: what a power
 * failure takes is made anew at the next start. For one thread at a time.
 */
final class MergedFile {
  /** Longest merged guide. */
  private static final long MAX_CHARS = 512L << 20;

  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tv generator-info-name=\"relay\">\n";

  private final Path folder;
  private final Path plain;
  private final Path packed;

  MergedFile(Path folder) {
    this.folder = folder;
    this.plain = folder.resolve("merged.xml");
    this.packed = folder.resolve("merged.xml.gz");
  }

  /** What an earlier process left; null when it left nothing whole. */
  ServedGuide found() throws IOException {
    if (!Files.isRegularFile(plain) || !Files.isRegularFile(packed)) {
      return null;
    }
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(plain);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return served(etag(digest), Files.getLastModifiedTime(plain).toInstant(), 0, 0);
  }

  /** Removes it. */
  void remove() throws IOException {
    Files.deleteIfExists(plain);
    Files.deleteIfExists(packed);
  }

  /** A guide that goes into the merged one, and what it had for us. */
  static final class Part {
    private final Path file;
    private int channels;

    Part(Path file) {
      this.file = file;
    }

    int channels() {
      return channels;
    }
  }

  /** A guide of which something is wrong, so that nothing was merged. */
  static final class PartException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Part part;

    PartException(Part part, IOException cause) {
      super(cause.getMessage(), cause);
      this.part = part;
    }

    Part part() {
      return part;
    }
  }

  /**
   * Merges the guides anew.
   *
   * @param parts packed with gzip, in the order of their rank
   * @param before what is served until now, or null
   * @throws PartException when one of them can't be read; then all is as before
   */
  ServedGuide merge(Wanted wanted, List<Part> parts, ServedGuide before) throws IOException {
    Path channels = folder.resolve("channels.tmp");
    Path programmes = folder.resolve("programmes.tmp");
    Path whole = folder.resolve("merged.xml.tmp");
    Path wholePacked = folder.resolve("merged.xml.gz.tmp");
    try {
      GuideMerge merge = merged(wanted, parts, channels, programmes);
      MessageDigest digest = digest();
      try (OutputStream out =
              new DigestOutputStream(
                  new BufferedOutputStream(Files.newOutputStream(whole)), digest);
          OutputStream outPacked =
              new GZIPOutputStream(Files.newOutputStream(wholePacked), 64 * 1024)) {
        both(out, outPacked, HEAD);
        both(out, outPacked, channels);
        both(out, outPacked, programmes);
        both(out, outPacked, "</tv>\n");
      }
      String etag = etag(digest);
      if (before != null && before.etag().equals(etag)) {
        return served(etag, before.lastModified(), merge.channels(), merge.programmes());
      }
      Files.move(whole, plain, StandardCopyOption.ATOMIC_MOVE);
      Files.move(wholePacked, packed, StandardCopyOption.ATOMIC_MOVE);
      return served(etag, Instant.now(), merge.channels(), merge.programmes());
    } finally {
      for (Path left : List.of(channels, programmes, whole, wholePacked)) {
        Files.deleteIfExists(left);
      }
    }
  }

  private static GuideMerge merged(Wanted wanted, List<Part> parts, Path channels, Path programmes)
      throws IOException {
    try (Writer channelWriter = Files.newBufferedWriter(channels);
        Writer programmeWriter = Files.newBufferedWriter(programmes)) {
      GuideMerge merge = new GuideMerge(wanted, channelWriter, programmeWriter, MAX_CHARS);
      for (Part part : parts) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(part.file), 64 * 1024)) {
          part.channels = merge.add(in);
        } catch (IOException e) {
          throw new PartException(part, e);
        }
      }
      return merge;
    }
  }

  private ServedGuide served(String etag, Instant lastModified, int channels, int programmes) {
    return new ServedGuide(
        plain, packed, etag, lastModified.truncatedTo(ChronoUnit.SECONDS), channels, programmes);
  }

  private static void both(OutputStream one, OutputStream other, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    one.write(bytes);
    other.write(bytes);
  }

  private static void both(OutputStream one, OutputStream other, Path file) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        one.write(buffer, 0, read);
        other.write(buffer, 0, read);
      }
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String etag(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 12));
  }
}
