package tv.relay.registry;

import java.io.IOException;

/**
 * Where all that is registered outlives the process. Called by one thread at a time; both methods
 * may take as long as a disk takes.
 */
public interface ChannelStore {
  /**
   * What was saved last, in its order; empty when nothing ever was.
   *
   * @throws DataFolderException when what is stored can't be understood
   * @throws IOException when it can't be read
   */
  Catalogue load() throws IOException;

  /**
   * Replaces everything that is stored, all or nothing, and returns when it is durable.
   *
   * @throws IOException when that failed
   */
  void save(Catalogue catalogue) throws IOException;
}
