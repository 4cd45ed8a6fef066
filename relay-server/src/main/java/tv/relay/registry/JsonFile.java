package tv.relay.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * A JSON object of the data folder that states its version, and is only ever seen whole. One that
 * is broken or was written by a newer relay is never touched. For one thread at a time.
 */
public final class JsonFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "version";

  private final WholeFile file;
  private final int version;
  private final String content;

  /**
   * Removes what a killed process may have left behind.
   *
   * @param version the only one that is understood
   * @param content what is in it, by a plural for messages: {@code "play accounts"}
   * @throws DataFolderException when that can't be removed
   */
  public JsonFile(DataFolder folder, String name, int version, String content) {
    this.file = new WholeFile(folder, name);
    this.version = version;
    this.content = content;
  }

  /**
   * What was saved last; empty where nothing ever was.
   *
   * @throws DataFolderException when the file can't be read, or is not one of this version
   */
  public Optional<JsonNode> load() {
    Optional<byte[]> bytes = file.read();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    JsonNode root;
    try {
      root = JSON.readTree(bytes.get());
    } catch (IOException e) {
      // Of whatever kind: some bytes are no text in any encoding.
      throw broken("is not valid JSON", e);
    }
    if (root.path(VERSION).asInt() != version) {
      throw broken("has not the version " + version + " that this relay knows", null);
    }
    return Optional.of(root);
  }

  /** What is to be filled and saved; it states the version. */
  public ObjectNode fresh() {
    return JSON.createObjectNode().put(VERSION, version);
  }

  /**
   * Puts it in place of the file, and returns when it is on disk.
   *
   * @throws IOException as {@link WholeFile#write} does
   */
  public void save(ObjectNode root) throws IOException {
    file.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  /** Says that what was loaded can't be used. The problem follows the path, after a space. */
  public DataFolderException broken(String problem, Exception cause) {
    return file.broken(" " + problem, content, cause);
  }
}
