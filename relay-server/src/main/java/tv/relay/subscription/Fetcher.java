package tv.relay.subscription;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tv.relay.upstream.Download;
import tv.relay.upstream.Source;
import tv.relay.upstream.SourceClient;

/** Opens documents wherever they are. Any thread; blocks. */
public final class Fetcher {
  /** Providers make their lists while one waits. */
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final SourceClient client;

  public Fetcher(SourceClient client) {
    this.client = client;
  }

  /**
   * Opens a document.
   *
   * @param known the edition that is known, by its validators
   * @return null when it has not changed since
   * @throws IOException saying what was wrong, in words without credentials
   */
  public Document open(Location location, Standing known) throws IOException {
    return location.url() != null ? download(location, known) : file(location.file(), known);
  }

  /** Opens a document of which no edition is known. */
  public Document open(Location location) throws IOException {
    return open(location, Standing.NEW);
  }

  private Document download(Location location, Standing known) throws IOException {
    Download download =
        Download.open(
            client,
            new Source(location.url(), null, Map.of()),
            known.etag(),
            known.lastModified(),
            DEADLINE);
    if (download == null) {
      return null;
    }
    try {
      InputStream body = Document.unpacked(download.body());
      return new Document(body, download.url(), download.etag(), download.lastModified());
    } catch (IOException e) {
      download.close();
      throw e;
    }
  }

  private static Document file(Path file, Standing known) throws IOException {
    try {
      // Anything else, such as a pipe, could hold us for ever.
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
      String edition = Files.getLastModifiedTime(file) + "/" + Files.size(file);
      if (edition.equals(known.etag())) {
        return null;
      }
      InputStream in = Files.newInputStream(file);
      try {
        return new Document(Document.unpacked(in), null, edition, null);
      } catch (IOException e) {
        in.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new IOException(
          "there is no file " + file + " on the relay's machine that it may read", e);
    } catch (AccessDeniedException e) {
      throw new IOException("the relay's user may not read " + file, e);
    }
  }
}
