package tv.relay.lists;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import tv.relay.playlist.M3uReader;
import tv.relay.registry.Registry;
import tv.relay.registry.SourceUrl;

/**
 * Takes lists of channels into the registry. Any thread; blocks until the list is read and what it
 * changes is on disk. The list is read to its end before anything is changed, and then all changes
 * at once. While it comes it is only kept in a file, so that one that comes slowly holds up none
 * that is there.
 */
public final class Importer {
  private final Registry registry;
  private final Path folder;

  /** One list at a time is held in memory. */
  private final ReentrantLock reading = new ReentrantLock(true);

  /**
   * Imports into that registry.
   *
   * @param folder for lists that are on their way; nothing is left in it
   */
  public Importer(Registry registry, Path folder) {
    this.registry = registry;
    this.folder = folder;
  }

  /**
   * Takes a list in; does not close it.
   *
   * @param base where it came from, for its relative addresses; null when that isn't known
   * @throws IOException when it can't be read or kept, or is no list; nothing was changed then
   * @throws ListException when it can't be taken in as it was asked for; likewise
   * @throws IllegalArgumentException when a pattern takes too long to be matched; likewise
   * @throws tv.relay.registry.RegistryFullException when there is no room; likewise
   * @throws java.io.UncheckedIOException when the change can't be saved; likewise
   */
  public ImportReport take(InputStream list, SourceUrl base, ImportOptions options)
      throws IOException {
    try (SpooledList whole = SpooledList.of(list, folder)) {
      reading.lock();
      try (InputStream again = whole.open()) {
        return takeAlone(again, base, options);
      } finally {
        reading.unlock();
      }
    }
  }

  private ImportReport takeAlone(InputStream list, SourceUrl base, ImportOptions options)
      throws IOException {
    Problems problems = new Problems();
    EntryCollector collector = new EntryCollector(options, base, registry.maxChannels(), problems);
    M3uReader.read(list, collector);
    ImportPlan[] plan = new ImportPlan[1];
    if (options.dryRun()) {
      plan[0] = ImportPlan.of(options, registry.byId(), collector.channels(), problems);
    } else {
      registry.change(
          channels -> {
            plan[0] = ImportPlan.of(options, channels, collector.channels(), problems);
            return plan[0].change();
          });
    }
    return plan[0].report(collector.entries());
  }
}
