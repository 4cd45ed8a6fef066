package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTest {
  private final MemoryStore store = new MemoryStore();
  private final List<String> events = new ArrayList<>();

  @Test
  void shouldStartWithWhatIsStored() {
    store.saved = List.of(Definitions.small("b"), Definitions.small("a"));

    Registry registry = Registry.open(store, 10);

    assertThat(ids(registry)).containsExactly("b", "a");
    assertThat(registry.find("a")).contains(Definitions.small("a"));
    assertThat(registry.find("c")).isEmpty();
  }

  @Test
  void shouldOrderByNumberThenByAge() {
    Registry registry = Registry.open(store, 10);
    registry.put(Definitions.small("z"));
    registry.put(Definitions.numbered("b", 20));
    registry.put(Definitions.numbered("c", 3));
    registry.put(Definitions.small("a"));
    registry.put(Definitions.numbered("a3", 3));

    assertThat(ids(registry)).containsExactly("c", "a3", "b", "z", "a");
  }

  @Test
  void shouldSayWhetherAChannelIsNewAndKeepItsPlace() {
    Registry registry = Registry.open(store, 10);

    assertThat(registry.put(Definitions.small("a"))).isTrue();
    assertThat(registry.put(Definitions.small("b"))).isTrue();
    assertThat(registry.put(Definitions.titled("a", "A"))).isFalse();

    assertThat(ids(registry)).containsExactly("a", "b");
    assertThat(registry.find("a").orElseThrow().title()).isEqualTo("A");
    assertThat(store.saved).isEqualTo(registry.all());
  }

  @ParameterizedTest
  @CsvSource({"news, news.ts", "news.ts, news", "news.ts, news.ts.ts"})
  void shouldNotTakeTwoIdsForOneAddress(String first, String second) {
    Registry registry = Registry.open(store, 10);
    registry.put(Definitions.small(first));

    assertThatThrownBy(() -> registry.put(Definitions.small(second)))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(first);
    assertThat(registry.put(Definitions.titled(first, "again"))).isFalse();
  }

  @Test
  void shouldRemoveOnce() {
    Registry registry = Registry.open(store, 10);
    registry.put(Definitions.small("a"));

    assertThat(registry.remove("a")).isTrue();
    assertThat(registry.remove("a")).isFalse();

    assertThat(registry.find("a")).isEmpty();
    assertThat(store.saved).isEmpty();
  }

  @Test
  void shouldNameTheLimitThatIsReached() {
    Registry registry = Registry.open(store, 1);
    registry.put(Definitions.small("a"));

    assertThatThrownBy(() -> registry.put(Definitions.small("b")))
        .isInstanceOf(RegistryFullException.class)
        .hasMessageContaining("--max-channels")
        .hasMessageContaining("1 channels");
    registry.put(Definitions.titled("a", "A"));
    registry.remove("a");
    registry.put(Definitions.small("b"));
    assertThat(ids(registry)).containsExactly("b");
  }

  @Test
  void shouldLoadMoreThanTheLimitButTakeNoMore() {
    store.saved = List.of(Definitions.small("a"), Definitions.small("b"));

    Registry registry = Registry.open(store, 1);

    assertThat(ids(registry)).containsExactly("a", "b");
    assertThatThrownBy(() -> registry.put(Definitions.small("c")))
        .isInstanceOf(RegistryFullException.class);
  }

  @Test
  void shouldStayAsItWasWhenSavingFails() {
    Registry registry = Registry.open(store, 10);
    registry.put(Definitions.small("a"));
    registry.listen(recorder());
    store.failure = new IOException("disk full");

    assertThatThrownBy(() -> registry.put(Definitions.small("b")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("disk full");
    assertThatThrownBy(() -> registry.remove("a")).isInstanceOf(UncheckedIOException.class);

    assertThat(ids(registry)).containsExactly("a");
    assertThat(store.saved).containsExactly(Definitions.small("a"));
    assertThat(events).isEmpty();
  }

  /** As a rename whose folder could not be synced: refused, and yet to be seen. */
  @Test
  void shouldTakeBackWhatAFailedSaveLeft() {
    Registry registry = Registry.open(store, 10);
    registry.put(Definitions.small("a"));
    store.failureAfterSaving = new UncheckedIOException(new IOException("no sync"));

    assertThatThrownBy(() -> registry.put(Definitions.small("b")))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(store.saved).containsExactly(Definitions.small("a"));
    assertThat(ids(registry)).containsExactly("a");
  }

  @Test
  void shouldTellListenersInOrderWhenTheChangeIsVisibleAndSaved() {
    Registry registry = Registry.open(store, 10);
    registry.listen(
        new RegistryListener() {
          @Override
          public void defined(ChannelDefinition definition) {
            assertThat(registry.find(definition.id())).contains(definition);
            assertThat(store.saved).contains(definition);
          }

          @Override
          public void removed(String id) {
            assertThat(registry.find(id)).isEmpty();
            assertThat(store.saved).isEmpty();
          }
        });
    registry.listen(recorder());

    registry.put(Definitions.small("a"));
    registry.put(Definitions.titled("a", "A"));
    registry.remove("a");

    assertThat(events).containsExactly("defined a null", "defined a A", "removed a");
  }

  @Test
  void shouldNeitherSaveNorTellWhatChangesNothing() {
    Registry registry = Registry.open(store, 10);
    registry.put(Definitions.full());
    registry.listen(recorder());
    int saves = store.saves;

    assertThat(registry.put(Definitions.full())).isFalse();
    assertThat(registry.remove("unknown")).isFalse();

    assertThat(store.saves).isEqualTo(saves);
    assertThat(events).isEmpty();
  }

  @Test
  void shouldAnswerYesAndTellTheOthersWhenAListenerFails() {
    Registry registry = Registry.open(store, 10);
    registry.listen(
        new RegistryListener() {
          @Override
          public void defined(ChannelDefinition definition) {
            throw new IllegalStateException("broken listener");
          }

          @Override
          public void removed(String id) {
            registry.put(Definitions.small("nested"));
          }
        });
    registry.listen(recorder());

    try (LogCapture log = LogCapture.of(Registry.class)) {
      assertThat(registry.put(Definitions.small("a"))).isTrue();
      assertThat(registry.remove("a")).isTrue();
      assertThat(log.messages()).hasSize(2);
    }

    assertThat(events).containsExactly("defined a null", "removed a");
    assertThat(registry.all()).isEmpty();
  }

  @Test
  void shouldLoseNoChangeOfManyWriters() throws Exception {
    Registry registry = Registry.open(store, 1000);
    registry.listen(recorder());
    int writers = 4;
    CyclicBarrier start = new CyclicBarrier(writers);
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        String prefix = "w" + writer + "-";
        done.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 50; i++) {
                    registry.put(Definitions.small(prefix + i));
                  }
                  return null;
                }));
      }
      for (Future<?> writer : done) {
        writer.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(registry.all()).hasSize(200).isEqualTo(store.saved);
    // Listeners heard of the changes in the order in which they happened.
    assertThat(events)
        .isEqualTo(ids(registry).stream().map(id -> "defined " + id + " null").toList());
  }

  @Test
  void shouldNotStartWhenTheStoreCantBeRead() {
    store.failure = new IOException("no such disk");

    assertThatThrownBy(() -> Registry.open(store, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("no such disk");
  }

  private static List<String> ids(Registry registry) {
    return registry.all().stream().map(ChannelDefinition::id).toList();
  }

  private RegistryListener recorder() {
    return new RegistryListener() {
      @Override
      public void defined(ChannelDefinition definition) {
        events.add("defined " + definition.id() + " " + definition.title());
      }

      @Override
      public void removed(String id) {
        events.add("removed " + id);
      }
    };
  }

  private static final class MemoryStore implements ChannelStore {
    private List<ChannelDefinition> saved = List.of();
    private List<AccountDefinition> accounts = List.of();
    private int saves;
    private IOException failure;
    private RuntimeException failureAfterSaving;

    @Override
    public Catalogue load() throws IOException {
      fail();
      return new Catalogue(saved, accounts);
    }

    @Override
    public void save(Catalogue catalogue) throws IOException {
      fail();
      saves++;
      saved = catalogue.channels();
      accounts = catalogue.accounts();
      RuntimeException late = failureAfterSaving;
      failureAfterSaving = null;
      if (late != null) {
        throw late;
      }
    }

    private void fail() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }
  }
}
