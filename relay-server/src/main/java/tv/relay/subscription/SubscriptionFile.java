package tv.relay.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.JsonFile;

/** The file of the data folder that remembers subscriptions. For one thread at a time. */
final class SubscriptionFile {
  private static final int VERSION = 1;

  private final JsonFile file;

  /** What is kept of one. */
  record Kept(Subscription subscription, Standing standing) {}

  /** Of lists or of guides: {@code lists.json}. */
  SubscriptionFile(DataFolder folder, String nouns) {
    this.file = new JsonFile(folder, nouns + ".json", VERSION, "subscribed " + nouns);
  }

  /**
   * All that was saved; nothing where nothing ever was.
   *
   * @throws DataFolderException when the file can't be read or understood
   */
  List<Kept> load() {
    Optional<JsonNode> root = file.load();
    if (root.isEmpty()) {
      return List.of();
    }
    List<Kept> all = new ArrayList<>();
    for (JsonNode node : root.get().path("subscriptions")) {
      try {
        all.add(kept(node));
      } catch (RuntimeException e) {
        // It may quote a URL, so only its place is told.
        throw file.broken("has something invalid in subscription " + (all.size() + 1), null);
      }
    }
    return all;
  }

  void save(List<Kept> all) throws IOException {
    ObjectNode root = file.fresh();
    ArrayNode subscriptions = root.putArray("subscriptions");
    all.forEach(kept -> write(subscriptions.addObject(), kept));
    file.save(root);
  }

  private static Kept kept(JsonNode node) {
    Location location =
        node.has("url")
            ? Location.ofUrl(node.path("url").textValue())
            : Location.ofFile(node.path("file").textValue());
    Subscription subscription =
        new Subscription(
            node.path("name").textValue(),
            location,
            Duration.ofSeconds(node.path("everySeconds").asLong()),
            node.path("settings").isObject()
                ? (ObjectNode) node.path("settings")
                : JsonNodeFactory.instance.objectNode());
    return new Kept(
        subscription,
        new Standing(
            instant(node, "refreshedAt"),
            instant(node, "triedAt"),
            node.path("error").textValue(),
            node.path("failures").asInt(),
            node.path("summary").textValue(),
            node.path("etag").textValue(),
            node.path("lastModified").textValue()));
  }

  private static Instant instant(JsonNode node, String field) {
    String text = node.path(field).textValue();
    return text == null ? null : Instant.parse(text);
  }

  private static void write(ObjectNode node, Kept kept) {
    Subscription subscription = kept.subscription();
    node.put("name", subscription.name());
    if (subscription.location().url() != null) {
      node.put("url", subscription.location().url().original());
    } else {
      node.put("file", subscription.location().file().toString());
    }
    node.put("everySeconds", subscription.every().toSeconds());
    node.set("settings", subscription.settings());
    Standing standing = kept.standing();
    put(node, "refreshedAt", standing.refreshedAt());
    put(node, "triedAt", standing.triedAt());
    put(node, "error", standing.error());
    node.put("failures", standing.failures());
    put(node, "summary", standing.summary());
    put(node, "etag", standing.etag());
    put(node, "lastModified", standing.lastModified());
  }

  private static void put(ObjectNode node, String field, Object value) {
    if (value != null) {
      node.put(field, value.toString());
    }
  }
}
