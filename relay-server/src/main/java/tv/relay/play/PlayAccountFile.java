package tv.relay.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.WholeFile;

/** {@code play-accounts.json} of the data folder. For one thread at a time. */
final class PlayAccountFile {
  private static final String NAME = "play-accounts.json";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WholeFile file;

  PlayAccountFile(DataFolder folder) {
    this.file = new WholeFile(folder, NAME);
  }

  /**
   * All that was saved; nothing where nothing ever was.
   *
   * @throws DataFolderException when the file can't be read or understood
   */
  List<PlayAccount> load() {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file.path()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (JsonProcessingException e) {
      throw broken("is not valid JSON", e);
    } catch (IOException e) {
      throw new DataFolderException(
          file.path() + " can't be read (" + e + "). Let the relay's user read it.", e);
    }
    if (root.path("version").asInt() != VERSION) {
      throw broken("has not the version " + VERSION + " that this relay knows", null);
    }
    List<PlayAccount> all = new ArrayList<>();
    for (JsonNode node : root.path("accounts")) {
      try {
        all.add(
            new PlayAccount(
                node.path("user").textValue(),
                node.path("maxConnections").intValue(),
                Instant.parse(node.path("created").asText()),
                PasswordHash.parse(node.path("password").textValue())));
      } catch (RuntimeException e) {
        throw broken("has something invalid in account " + (all.size() + 1), e);
      }
    }
    return all;
  }

  void save(Collection<PlayAccount> all) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    ArrayNode accounts = root.putArray("accounts");
    for (PlayAccount account : all) {
      accounts
          .addObject()
          .put("user", account.user())
          .put("maxConnections", account.maxConnections())
          .put("created", account.created().toString())
          .put("password", account.hash().text());
    }
    file.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
  }

  private DataFolderException broken(String problem, Exception cause) {
    return new DataFolderException(
        file.path()
            + " "
            + problem
            + ". The relay left the file alone and does not start; correct it, restore a backup, or"
            + " move it away to start without play accounts.",
        cause);
  }
}
