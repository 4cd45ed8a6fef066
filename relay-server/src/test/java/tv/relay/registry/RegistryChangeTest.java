package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryChangeTest {
  private final List<List<ChannelDefinition>> saves = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private boolean diskIsFull;
  private Registry registry;

  @BeforeEach
  void open() {
    registry = Registry.open(new Disk(), 3);
    registry.put(Definitions.small("a"));
    registry.put(Definitions.small("b"));
    saves.clear();
    registry.listen(
        new RegistryListener() {
          @Override
          public void defined(ChannelDefinition definition) {
            events.add("+" + definition.id());
          }

          @Override
          public void removed(String id) {
            events.add("-" + id);
          }
        });
  }

  @Test
  void shouldSaveOnceWhateverTheNumberOfChanges() {
    registry.change(
        all ->
            new RegistryChange(
                List.of(
                    Definitions.titled("b", "B"), Definitions.small("c"), Definitions.small("d")),
                Set.of("a", "unknown")));

    assertThat(saves).hasSize(1);
    assertThat(saves.get(0)).extracting(ChannelDefinition::id).containsExactly("b", "c", "d");
    assertThat(registry.all()).isEqualTo(saves.get(0));
    assertThat(events).containsExactly("-a", "+b", "+c", "+d");
  }

  @Test
  void shouldNeitherSaveNorTellWhatChangesNothing() {
    registry.change(all -> new RegistryChange(List.of(Definitions.small("a")), Set.of("unknown")));

    assertThat(saves).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void shouldTakeAllOrNothingWhenThereIsNoRoom() {
    assertThatThrownBy(
            () ->
                registry.change(
                    all ->
                        new RegistryChange(
                            List.of(Definitions.small("c"), Definitions.small("d")), Set.of())))
        .isInstanceOf(RegistryFullException.class)
        .hasMessageContaining("4 channels")
        .hasMessageContaining("--max-channels");

    assertThat(registry.all()).extracting(ChannelDefinition::id).containsExactly("a", "b");
    assertThat(saves).isEmpty();
  }

  @Test
  void shouldBeAsBeforeWhenTheDiskIsFull() {
    diskIsFull = true;

    assertThatThrownBy(
            () ->
                registry.change(
                    all -> new RegistryChange(List.of(Definitions.small("c")), Set.of("a"))))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(registry.all()).extracting(ChannelDefinition::id).containsExactly("a", "b");
    assertThat(events).isEmpty();
  }

  @Test
  void shouldReplaceWhatIsThere() {
    assertThat(registry.replace("a", old -> Definitions.titled("a", old.id() + "!")))
        .contains(Definitions.titled("a", "a!"));
    assertThat(registry.replace("c", old -> old)).isEmpty();
    assertThat(events).containsExactly("+a");
  }

  private final class Disk implements ChannelStore {
    @Override
    public Catalogue load() {
      return Catalogue.empty();
    }

    @Override
    public void save(Catalogue catalogue) throws IOException {
      if (diskIsFull) {
        throw new IOException("no space left");
      }
      saves.add(catalogue.channels());
    }
  }
}
