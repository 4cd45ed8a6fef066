package tv.relay.lists;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import tv.relay.playlist.M3uException;
import tv.relay.registry.Registry;
import tv.relay.registry.SourceUrl;

/** Any list becomes channels or is refused, and the same list again changes nothing. */
public final class ImportFuzz {
  private static final SourceUrl BASE = SourceUrl.parse("http://h/lists/tv.m3u");

  private ImportFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Registry registry = Registry.open(new CountingStore(), 1000);
    Importer importer = new Importer(registry, Path.of(System.getProperty("java.io.tmpdir")));
    ImportOptions options =
        new ImportOptions(
            "tv",
            EntryFilter.ALL,
            ImportOptions.Merge.values()[data.length % 3],
            true,
            true,
            false);
    try {
      importer.take(new ByteArrayInputStream(data), BASE, options);
      ImportReport again = importer.take(new ByteArrayInputStream(data), BASE, options);
      for (ImportReport.Outcome outcome : ImportReport.Outcome.values()) {
        if (outcome != ImportReport.Outcome.UNCHANGED && again.count(outcome) != 0) {
          throw new IllegalStateException("the same list again: " + again);
        }
      }
    } catch (M3uException | ListException e) {
      // Refused.
    }
  }
}
