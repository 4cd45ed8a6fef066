package tv.relay.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.JsonFile;

/** {@code play-accounts.json} of the data folder. For one thread at a time. */
final class PlayAccountFile {
  private static final String NAME = "play-accounts.json";
  private static final int VERSION = 1;

  private final JsonFile file;

  PlayAccountFile(DataFolder folder) {
    this.file = new JsonFile(folder, NAME, VERSION, "play accounts");
  }

  /**
   * All that was saved; nothing where nothing ever was.
   *
   * @throws DataFolderException when the file can't be read or understood
   */
  List<PlayAccount> load() {
    Optional<JsonNode> root = file.load();
    if (root.isEmpty()) {
      return List.of();
    }
    List<PlayAccount> all = new ArrayList<>();
    for (JsonNode node : root.get().path("accounts")) {
      try {
        all.add(
            new PlayAccount(
                node.path("user").textValue(),
                node.path("maxConnections").intValue(),
                Instant.parse(node.path("created").asText()),
                PasswordHash.parse(node.path("password").textValue())));
      } catch (RuntimeException e) {
        throw file.broken("has something invalid in account " + (all.size() + 1), e);
      }
    }
    return all;
  }

  void save(Collection<PlayAccount> all) throws IOException {
    ObjectNode root = file.fresh();
    ArrayNode accounts = root.putArray("accounts");
    for (PlayAccount account : all) {
      accounts
          .addObject()
          .put("user", account.user())
          .put("maxConnections", account.maxConnections())
          .put("created", account.created().toString())
          .put("password", account.hash().text());
    }
    file.save(root);
  }
}
