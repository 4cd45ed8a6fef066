package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample for Docker Compose asks for what the Dockerfile makes. */
final class ComposeTest {
  private static final Path COMPOSE = Sources.file("samples/docker/compose.yaml");

  private String dockerfile;
  private JsonNode compose;
  private JsonNode relay;

  @BeforeEach
  void read() throws IOException {
    dockerfile = Files.readString(Sources.file("samples/docker/Dockerfile"));
    compose = new YAMLMapper().readTree(COMPOSE.toFile());
    relay = compose.path("services").path("relay");
  }

  @Test
  void shouldBuildTheImageOfTheDockerfile() {
    Path context = COMPOSE.resolveSibling(relay.path("build").path("context").asText()).normalize();

    assertThat(context).isEqualTo(Sources.file("").normalize());
    assertThat(context.resolve(relay.path("build").path("dockerfile").asText()))
        .isRegularFile()
        .isEqualTo(Sources.file("samples/docker/Dockerfile"));
    assertThat(dockerfile).contains("-t " + relay.path("image").asText() + " .\n");
  }

  @Test
  void shouldPublishThePortThatIsListenedOn() {
    String port = found("(?m)^EXPOSE (\\d+)$");

    assertThat(dockerfile).contains("RELAY_LISTEN=0.0.0.0:" + port + " ");
    assertThat(relay.path("environment").has("RELAY_LISTEN")).isFalse();
    assertThat(relay.path("ports")).hasSize(1);
    assertThat(relay.path("ports").path(0).asText()).isEqualTo(port + ":" + port);
  }

  /** All else is read-only, but for what Java writes for itself. */
  @Test
  void shouldKeepTheDataFolderInAVolumeThatIsDeclared() {
    String folder = found("(?m)^VOLUME (\\S+)$");

    assertThat(dockerfile).contains("RELAY_DATA_DIR=" + folder + " ");
    assertThat(relay.path("volumes")).hasSize(1);
    String[] volume = relay.path("volumes").path(0).asText().split(":");
    assertThat(volume).hasSize(2);
    assertThat(compose.path("volumes").has(volume[0])).isTrue();
    assertThat(volume[1]).isEqualTo(folder);
    assertThat(relay.path("read_only").booleanValue()).isTrue();
    assertThat(relay.path("tmpfs").path(0).asText()).isEqualTo("/tmp");
  }

  private String found(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(dockerfile);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
