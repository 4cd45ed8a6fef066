package tv.relay.tuner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;

class DeviceIdTest {
  @TempDir private Path folder;

  /** The id of a device as it was sold, and what a slip of the finger makes of it. */
  @Test
  void shouldKnowAnIdByItsChecksum() {
    assertThat(DeviceId.isValid("10958420")).isTrue();
    assertThat(DeviceId.isValid("10958421")).isFalse();
    assertThat(DeviceId.isValid("19058420")).isFalse();
    assertThat(DeviceId.isValid("1095842")).isFalse();
  }

  @Test
  void shouldBeTheSameAtEachStart() throws IOException {
    DeviceId first = opened();

    assertThat(first.text()).startsWith("10");
    assertThat(DeviceId.isValid(first.text())).isTrue();
    assertThat(opened()).isEqualTo(first);
  }

  @Test
  void shouldNotStartAsAnotherTunerWhenTheFileIsBroken() throws IOException {
    Files.writeString(folder.resolve("device-id"), "10958421\n");

    assertThatThrownBy(this::opened)
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("device-id")
        .hasMessageContaining("Restore it");
  }

  private DeviceId opened() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      return DeviceId.open(held);
    }
  }
}
