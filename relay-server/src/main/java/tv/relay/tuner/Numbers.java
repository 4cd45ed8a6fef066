package tv.relay.tuner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.WholeFile;

/**
 * A number for each name, given at the first asking and never to another name, kept in {@code
 * numbers.json} of the data folder. Names that are gone keep theirs in case they come back. Any
 * thread; may wait for the disk where a name is new.
 */
final class Numbers {
  private static final Logger LOG = LoggerFactory.getLogger(Numbers.class);
  private static final String NAME = "numbers.json";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Above most numbers that people give their channels. */
  static final int FIRST = 10_001;

  /** So many names that are gone are kept, as many as there can be channels by default. */
  private static final int MAX_GONE = 10_000;

  private final WholeFile file;

  /** In the order in which they came; guarded by this. */
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private int next = FIRST;

  /**
   * Reads what was kept.
   *
   * @throws DataFolderException when that can't be read or understood
   */
  Numbers(DataFolder folder) {
    this.file = new WholeFile(folder, NAME);
    load();
  }

  /** A number for each of the names. */
  synchronized Map<String, Integer> of(Collection<String> names) {
    Map<String, Integer> wanted = new HashMap<>();
    boolean isNew = false;
    for (String name : names) {
      Integer number = numbers.get(name);
      if (number == null) {
        isNew = true;
        number = next++;
        numbers.put(name, number);
      }
      wanted.put(name, number);
    }
    if (isNew) {
      forgetOldest(wanted.keySet());
      save();
    }
    return wanted;
  }

  private void forgetOldest(Set<String> needed) {
    int surplus = numbers.size() - needed.size() - MAX_GONE;
    Iterator<String> oldest = numbers.keySet().iterator();
    while (surplus > 0 && oldest.hasNext()) {
      if (!needed.contains(oldest.next())) {
        oldest.remove();
        surplus--;
      }
    }
  }

  private void load() {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file.path()));
    } catch (NoSuchFileException e) {
      return;
    } catch (JsonProcessingException e) {
      throw broken(e);
    } catch (IOException e) {
      throw new DataFolderException(
          file.path() + " can't be read (" + e + "). Let the relay's user read it.", e);
    }
    if (root.path("version").asInt() != VERSION
        || !root.path("next").canConvertToInt()
        || !root.path("numbers").isObject()) {
      throw broken(null);
    }
    next = Math.max(FIRST, root.path("next").intValue());
    for (Map.Entry<String, JsonNode> entry : root.path("numbers").properties()) {
      int number = entry.getValue().intValue();
      if (number < FIRST || number >= next) {
        throw broken(null);
      }
      numbers.put(entry.getKey(), number);
    }
  }

  private DataFolderException broken(Exception cause) {
    return new DataFolderException(
        file.path()
            + " is not what the relay wrote there. Restore a backup; or remove it, and players have"
            + " to read the channels anew.",
        cause);
  }

  private void save() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION).put("next", next);
    ObjectNode all = root.putObject("numbers");
    numbers.forEach(all::put);
    try {
      file.write(JSON.writeValueAsBytes(root));
    } catch (IOException e) {
      LOG.warn(
          "{} can't be written ({}): channels that are new may have other numbers after a restart;"
              + " let the relay's user write there",
          file.path(),
          e.toString());
    }
  }
}
