package tv.relay.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.lists.ImportOptions.Merge;
import tv.relay.playlist.M3uException;
import tv.relay.registry.Registry;

/** A list on its way is in nobody's way, and leaves nothing behind. */
class SlowListTest {
  @TempDir private static Path folder;

  private final Registry registry = Registry.open(new CountingStore(), 100);
  private final Importer importer = new Importer(registry, folder);

  @Test
  void shouldHoldUpNobodyWhileAListComes() throws Exception {
    PipedInputStream slow = new PipedInputStream();
    CompletableFuture<ImportReport> first;
    try (PipedOutputStream provider = new PipedOutputStream(slow)) {
      provider.write("#EXTM3U\n#EXTINF:-1,Slow\n".getBytes(StandardCharsets.UTF_8));
      first = CompletableFuture.supplyAsync(() -> taken(slow, options("slow")));
      // It has been asked for more than there is.
      await().until(() -> slow.available() == 0);

      CompletableFuture<ImportReport> second =
          CompletableFuture.supplyAsync(
              () -> taken(stream("#EXTM3U\n#EXTINF:-1,Fast\nhttp://p/1"), options("fast")));

      assertThat(second).succeedsWithin(Duration.ofSeconds(30));
      assertThat(first).isNotDone();
      provider.write("http://p/2".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(first).succeedsWithin(Duration.ofSeconds(30));
    assertThat(registry.byId().keySet()).containsExactlyInAnyOrder("fast", "slow");
    assertThat(folder).isEmptyDirectory();
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void shouldLeaveNoFileOfAListThatFails() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            stream("#EXTM3U\n"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the connection ended");
              }
            });

    assertThatThrownBy(() -> importer.take(broken, null, options("tv")))
        .hasMessage("the connection ended");
    assertThatThrownBy(() -> importer.take(stream("<html>"), null, options("tv")))
        .isInstanceOf(M3uException.class);
    assertThat(folder).isEmptyDirectory();
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void shouldSayWhereAListCanNotBeKept() {
    Importer nowhere = new Importer(registry, folder.resolve("missing"));

    assertThatThrownBy(() -> nowhere.take(stream("#EXTM3U\n"), null, options("tv")))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("can't be kept in", "missing", "make room");
  }

  private ImportReport taken(InputStream list, ImportOptions options) {
    try {
      return importer.take(list, null, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the folder's, those without a name included; Linux only, elsewhere none. */
  private static List<String> openFiles() throws IOException {
    List<String> open = new ArrayList<>();
    String[] numbers = new File("/proc/self/fd").list();
    for (String number : numbers == null ? new String[0] : numbers) {
      try {
        String file = Files.readSymbolicLink(Path.of("/proc/self/fd", number)).toString();
        if (file.startsWith(folder.toRealPath() + "/")) {
          open.add(file);
        }
      } catch (NoSuchFileException e) {
        // Closed since they were listed.
      }
    }
    return open;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ImportOptions options(String list) {
    return new ImportOptions(list, EntryFilter.ALL, Merge.NONE, false, true, false);
  }
}
