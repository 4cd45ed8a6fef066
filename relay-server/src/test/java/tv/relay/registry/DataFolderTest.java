package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void shouldMakeAMissingFolderForItsOwnerOnly() throws Exception {
    Path path = temp.resolve("a/b");

    try (DataFolder folder = DataFolder.open(path)) {
      assertThat(folder.path()).isEqualTo(path.toRealPath());
      assertThat(mode(path)).isEqualTo("rwx------");
      assertThat(mode(path.resolve("lock"))).isEqualTo("rw-------");
    }
  }

  @Test
  void shouldNotBeOpenedTwiceByOneProcess() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      assertThatThrownBy(() -> DataFolder.open(temp.resolve("../" + temp.getFileName())))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining(folder.path().toString())
          .hasMessageContaining("in use by another relay")
          .hasMessageContaining("--data-dir");
    }
  }

  @Test
  void shouldBeFreeAfterClose() throws Exception {
    DataFolder.open(temp).close();

    DataFolder.open(temp).close();
  }

  @Test
  void shouldNameTheProcessThatHoldsIt() throws Exception {
    try (ChildJvm other = ChildJvm.start(FolderHolderMain.class, temp.toString())) {
      assertThat(other.line()).startsWith("held ");

      assertThatThrownBy(() -> DataFolder.open(temp))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("in use by another relay (process " + other.pid() + ")");

      other.end();
      DataFolder.open(temp).close();
    }
  }

  /** POSIX drops all locks of a process on a file as soon as it closes any channel to it. */
  @Test
  void shouldStayLockedAfterARefusedSecondOpen() throws Exception {
    try (DataFolder folder = DataFolder.open(temp)) {
      assertThatThrownBy(() -> DataFolder.open(folder.path()))
          .isInstanceOf(DataFolderException.class);

      try (ChildJvm other = ChildJvm.start(FolderHolderMain.class, temp.toString())) {
        assertThat(other.line())
            .startsWith("refused: ")
            .contains("process " + ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void shouldBeFreeAfterItsHolderWasKilled() throws Exception {
    try (ChildJvm other = ChildJvm.start(FolderHolderMain.class, temp.toString())) {
      assertThat(other.line()).startsWith("held ");
      other.kill();
    }

    DataFolder.open(temp).close();
  }

  @Test
  void shouldFollowALinkToTheFolder() throws Exception {
    Path link =
        Files.createSymbolicLink(temp.resolve("link"), Files.createDirectory(temp.resolve("real")));

    try (DataFolder folder = DataFolder.open(link)) {
      assertThat(folder.path()).isEqualTo(temp.resolve("real").toRealPath());
    }
  }

  @Test
  void shouldSayWhenAFileIsInTheWay() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--data-dir");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
