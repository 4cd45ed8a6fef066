package tv.relay.registry;

import java.io.IOException;
import java.util.List;

/**
 * Where definitions outlive the process. Called by one thread at a time; both methods may take as
 * long as a disk takes.
 */
public interface ChannelStore {
  /**
   * All definitions in the order they were saved in; empty when nothing was ever saved.
   *
   * @throws DataFolderException when what is stored can't be understood
   * @throws IOException when it can't be read
   */
  List<ChannelDefinition> load() throws IOException;

  /**
   * Replaces everything that is stored, all or nothing, and returns when it is durable.
   *
   * @throws IOException when that failed
   */
  void save(List<ChannelDefinition> definitions) throws IOException;
}
