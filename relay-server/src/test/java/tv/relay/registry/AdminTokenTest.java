package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {
  private static final String CHOSEN = "chosen-by-the-operator-0123456789";

  @TempDir Path temp;

  private DataFolder folder;
  private Path file;

  @BeforeEach
  void open() {
    folder = DataFolder.open(temp);
    file = folder.path().resolve("admin-token");
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @Test
  void shouldMake256RandomBitsOnOneLine() throws Exception {
    AdminToken token = AdminToken.open(folder);

    assertThat(Files.readString(file)).isEqualTo(token.text() + "\n");
    assertThat(Base64.getUrlDecoder().decode(token.text())).hasSize(32);
    assertThat(token.file()).isEqualTo(file);
  }

  @Test
  void shouldMakeAnotherOneForEachFolder() throws Exception {
    String first = AdminToken.open(folder).text();
    Files.delete(file);

    assertThat(AdminToken.open(folder).text()).isNotEqualTo(first);
  }

  @Test
  void shouldKeepTheFileToItsOwner() throws Exception {
    AdminToken.open(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldStayTheSameOverStarts() {
    assertThat(AdminToken.open(folder).text()).isEqualTo(AdminToken.open(folder).text());
  }

  @Test
  void shouldBeReadByAClientWhileTheRelayRuns() throws Exception {
    AdminToken token = AdminToken.open(folder);

    assertThat(AdminToken.read(temp).text()).isEqualTo(token.text());
  }

  @Test
  void shouldSayThatThereIsNoneToRead() {
    assertThatThrownBy(() -> AdminToken.read(temp)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void shouldMatchItselfOnly() {
    AdminToken token = AdminToken.open(folder);
    String text = token.text();

    assertThat(token.matches(text)).isTrue();
    assertThat(token.matches(text + "x")).isFalse();
    assertThat(token.matches(text.substring(1))).isFalse();
    assertThat(token.matches(text.toLowerCase(Locale.ROOT) + "A")).isFalse();
    assertThat(token.matches("")).isFalse();
    assertThat(token.matches(null)).isFalse();
  }

  @Test
  void shouldNotShowItself() {
    AdminToken token = AdminToken.open(folder);

    assertThat(token.toString()).contains(file.toString()).doesNotContain(token.text());
  }

  @Test
  void shouldTakeATokenThatTheOperatorChose() throws Exception {
    Files.writeString(file, CHOSEN + "\r\n");

    assertThat(AdminToken.open(folder).matches(CHOSEN)).isTrue();
  }

  @Test
  void shouldWarnOfATokenThatIsOpenToOthers() throws Exception {
    try (LogCapture log = LogCapture.of(AdminToken.class)) {
      AdminToken token = AdminToken.open(folder);
      AdminToken.open(folder);
      assertThat(log.messages()).isEmpty();

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
      AdminToken.open(folder);
      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("WARN")
          .contains("chmod 600 " + file)
          .doesNotContain(token.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "short",
        "two\nlines-0123456789-0123456789",
        "sp ce-0123456789-0123456789"
      })
  void shouldRefuseAFileThatHoldsNoToken(String content) throws Exception {
    Files.writeString(file, content);

    assertThatThrownBy(() -> AdminToken.open(folder))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Remove the file");
    assertThatThrownBy(() -> AdminToken.read(temp)).isInstanceOf(DataFolderException.class);
    assertThat(file).hasContent(content);
  }

  @Test
  void shouldRefuseAFileThatIsNoText() throws Exception {
    Files.write(file, new byte[100_000]);

    assertThatThrownBy(() -> AdminToken.open(folder)).isInstanceOf(DataFolderException.class);
  }

  @Test
  void shouldNotMindAHalfWrittenTemporaryFile() throws Exception {
    Path stale = Files.writeString(temp.resolve("admin-token.tmp"), "abc");

    AdminToken token = AdminToken.open(folder);

    assertThat(token.text()).hasSize(43);
    assertThat(stale).doesNotExist();
  }
}
