package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {
  @TempDir Path path;
  private DataFolder folder;
  private JsonFile file;

  @BeforeEach
  void open() {
    folder = DataFolder.open(path);
    file = new JsonFile(folder, "things.json", 3, "things");
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @Test
  void shouldReadWhatItWrote() throws IOException {
    assertThat(file.load()).isEmpty();
    file.save(file.fresh().put("name", "a"));
    assertThat(file.load().orElseThrow().path("name").asText()).isEqualTo("a");
  }

  /** The first bytes of the last two are no text in any encoding. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "[]", "{\"version\":4}", "\0\0 \0{}", "\0\0\0\0{}"})
  void shouldLeaveAloneWhatItDoesNotUnderstand(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    Files.write(path.resolve("things.json"), bytes);
    assertThatThrownBy(file::load)
        .isInstanceOf(DataFolderException.class)
        .hasMessageContainingAll(
            path.resolve("things.json").toString(), "left the file alone", "without things.");
    assertThat(path.resolve("things.json")).hasBinaryContent(bytes);
  }
}
