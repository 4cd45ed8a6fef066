package tv.relay.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClosingTest {
  @Test
  void shouldCloseTheLastFirstAndAllOfIt() {
    List<String> closed = new ArrayList<>();
    Closing closing = new Closing();
    closing.add(() -> closed.add("first"));
    closing.add(
        () -> {
          throw new NoClassDefFoundError("second");
        });
    closing.add(() -> closed.add("third"));

    assertThatThrownBy(closing::close).hasMessage("second");
    assertThat(closed).containsExactly("third", "first");
  }

  @Test
  void shouldRemoveATemporaryFolderWithAllThatIsInIt() throws Exception {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      path = folder.path();
      Files.createDirectories(path.resolve("a/b"));
      Files.writeString(path.resolve("a/b/c"), "x");
    }

    assertThat(path).doesNotExist();
  }
}
