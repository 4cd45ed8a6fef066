package tv.relay.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code channels.json} in the data folder: readable by a person, replaced whole, mode 0600. A file
 * that is broken or was written by a newer relay is never touched. For one thread at a time.
 */
public final class FileChannelStore implements ChannelStore {
  private static final Logger LOG = LoggerFactory.getLogger(FileChannelStore.class);
  private static final String NAME = "channels.json";

  private final WholeFile file;

  /**
   * Removes what a process killed while saving may have left behind.
   *
   * @throws DataFolderException when that can't be removed
   */
  public FileChannelStore(DataFolder folder) {
    this.file = new WholeFile(folder, NAME);
  }

  /** The file that {@link #save} replaces. */
  public Path path() {
    return file.path();
  }

  @Override
  public Catalogue load() throws IOException {
    Path path = file.path();
    if (Files.isSymbolicLink(path)) {
      throw new DataFolderException(
          path + ": is a symbolic link, which saving would replace. Put the file itself there.");
    }
    Optional<byte[]> document = file.read();
    if (document.isEmpty()) {
      return Catalogue.empty();
    }
    try {
      Catalogue catalogue = ChannelsDocument.read(document.get());
      if (OwnerOnly.isOpenToOthers(path)) {
        LOG.warn("{} holds credentials and is open to other users; run: chmod 600 {}", path, path);
      }
      return catalogue;
    } catch (ChannelsDocument.BrokenException e) {
      throw file.broken(e.getMessage(), "channels", e);
    }
  }

  @Override
  public void save(Catalogue catalogue) throws IOException {
    file.write(ChannelsDocument.write(catalogue));
  }
}
