package tv.relay.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.registry.Catalogue;
import tv.relay.registry.ChannelStore;
import tv.relay.registry.Registry;
import tv.relay.subscription.Location;
import tv.relay.subscription.Subscription;
import tv.relay.testing.LogLines;

/** What the log says of guides' files with which something is wrong. */
class GuidesTest {
  @TempDir private Path folder;

  @Test
  void shouldSayWhatToDoAboutADamagedFile() throws IOException {
    Guides guides = guides();
    Files.writeString(folder.resolve("guides/g.guide"), "damaged");
    try (LogLines log = LogLines.ofRelay()) {
      guides.tick();
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.contains("the old one is served on")
                      && line.contains("relay guide refresh NAME --force"));
    }
  }

  @Test
  void shouldSayWhichFileIsToBeRemovedByHand() throws IOException {
    Guides guides = guides();
    Path file = folder.resolve("guides/g.guide");
    Files.createDirectories(file.resolve("in the way"));
    try (LogLines log = LogLines.ofRelay()) {
      guides.removed(
          new Subscription(
              "g",
              Location.ofFile("/g.xml"),
              Duration.ofHours(1),
              JsonNodeFactory.instance.objectNode()));
      assertThat(log.lines()).anyMatch(line -> line.endsWith("remove " + file + " by hand"));
    }
  }

  private Guides guides() {
    Guides guides = new Guides(Registry.open(new Nowhere(), 100), folder, Runnable::run);
    guides.rankBy(() -> List.of("g"));
    return guides;
  }

  private static final class Nowhere implements ChannelStore {
    @Override
    public Catalogue load() {
      return Catalogue.empty();
    }

    @Override
    public void save(Catalogue catalogue) {}
  }
}
