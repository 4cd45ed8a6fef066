package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileChannelStoreTest {
  @TempDir Path temp;

  private DataFolder folder;
  private Path file;

  @BeforeEach
  void open() {
    folder = DataFolder.open(temp);
    file = folder.path().resolve("channels.json");
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @Test
  void shouldBeEmptyAtTheFirstStart() throws Exception {
    assertThat(new FileChannelStore(folder).load()).isEqualTo(Catalogue.empty());
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldLoadWhatWasSavedInItsOrder() throws Exception {
    List<ChannelDefinition> saved =
        List.of(Definitions.small("z"), Definitions.full(), Definitions.small("a"));

    new FileChannelStore(folder).save(new Catalogue(saved, List.of()));

    List<ChannelDefinition> loaded = new FileChannelStore(folder).load().channels();
    assertThat(loaded).isEqualTo(saved);
    assertThat(List.copyOf(loaded.get(1).headers().keySet())).containsExactly("Referer", "Cookie");
  }

  @Test
  void shouldKeepAccountsBesideChannels() throws Exception {
    AccountDefinition account =
        new AccountDefinition(
            "prov", 2, Duration.ofMillis(700), SourceUrl.parse("http://u:s3cret@h/"));
    Catalogue saved =
        new Catalogue(
            List.of(
                ChannelJson.parse(
                    "a",
                    "{\"urls\":[\"http://h/\"],\"account\":\"prov\"}"
                        .getBytes(StandardCharsets.UTF_8))),
            List.of(account, new AccountDefinition("other", 1, null, null)));

    new FileChannelStore(folder).save(saved);

    assertThat(new FileChannelStore(folder).load()).isEqualTo(saved);
    assertThat(account.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldWriteForPeople() throws Exception {
    new FileChannelStore(folder)
        .save(channels(Definitions.numbered("a", 1), Definitions.small("b")));

    assertThat(file)
        .hasContent(
            """
            {
              "version": 1,
              "channels": [
                {
                  "id": "a",
                  "urls": [
                    "http://host/a"
                  ],
                  "number": 1
                },
                {
                  "id": "b",
                  "urls": [
                    "http://host/b"
                  ]
                }
              ]
            }
            """);
  }

  @Test
  void shouldKeepTheFileToItsOwner() throws Exception {
    Files.createFile(file);

    new FileChannelStore(folder).save(channels(Definitions.full()));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(temp.resolve("channels.json.tmp")).doesNotExist();
  }

  @Test
  void shouldRemoveWhatAKilledProcessLeft() throws Exception {
    new FileChannelStore(folder).save(channels(Definitions.small("a")));
    Path stale = Files.writeString(temp.resolve("channels.json.tmp"), "{\"version\": 1, \"chan");

    FileChannelStore store = new FileChannelStore(folder);

    assertThat(stale).doesNotExist();
    assertThat(store.load().channels()).containsExactly(Definitions.small("a"));
  }

  @Test
  void shouldLeaveTheOldFileWhenSavingFails() throws Exception {
    FileChannelStore store = new FileChannelStore(folder);
    store.save(channels(Definitions.small("a")));
    // In the way of the temporary file, even for root, whom no mode stops.
    Files.createDirectories(temp.resolve("channels.json.tmp/x"));

    assertThatThrownBy(() -> store.save(channels(Definitions.small("b"))))
        .isInstanceOf(IOException.class);

    assertThat(store.load().channels()).containsExactly(Definitions.small("a"));
  }

  @Test
  void shouldReadWhatAPersonWrote() throws Exception {
    Files.writeString(
        file,
        "\uFEFF{\"channels\": [{\"urls\": [\"http://h/\"],\r\n\"id\": \"a\"}], \"version\": 1}\r\n");

    assertThat(new FileChannelStore(folder).load().channels())
        .containsExactly(ChannelDefinition.of("a", SourceUrl.parse("http://h/")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " -> channels.json: not valid JSON, it is empty",
        "{\n'version': 1,\n 's3cret -> line 3, column 9: not valid JSON, it ends before",
        "{\n'version': 1,\n s3cret} -> line 3, column",
        "{'version': 1, 'channels': []}\nx -> line 2, column",
        "{\n'version': s3cret} -> line 2, column",
        "[] -> line 1, column 1: the file must hold one JSON object",
        "{'channels': []} -> line 1, column 1: version must be there",
        "{'version': '1', 'channels': []} -> line 1, column 13: version must be there",
        "{'version': 0, 'channels': []} -> version must be there",
        "{'version': 1} -> channels must be there and be a list",
        "{'version': 1,\n'channels': {}} -> line 2, column 13: channels must be there and be a list",
        "{'version': 1, 'channels': [],\n's3cret': 1} -> line 2, column 11: a field beside",
        "{'version': 1, 'channels': [\n7]} -> line 2, column 1: channels[0] must be a JSON object",
        "{'version': 1, 'channels': [\n{'id': 'a'}]} -> line 2, column 1: channels[0].urls is missing",
        "{'version': 1, 'channels': [{'id': 'a',\n'urls': ['http://h/',\n'rtp://s3cret/']}]}"
            + " -> line 3, column 1: channels[0].urls[1] has the scheme rtp",
        "{'version': 1, 'channels': [{'urls': ['http://h/']}]} -> channels[0].id must be 1 to 64",
        "{'version': 1, 'channels': [{'id': 'a', 'urls': ['http://h/'],\n 'title': ['s3cret']}]}"
            + " -> line 2, column 11: channels[0].title must be a text",
        "{'version': 1, 'channels': [{'id': 'a', 'urls': ['http://h/'],\n 'titel': 's3cret'}]}"
            + " -> line 2, column 11: channels[0].titel has no meaning",
        "{'version': 1, 'channels': [{'id': 'a', 'urls': ['http://h/'],\n 'x:s3cret': 1}]}"
            + " -> line 1, column 29: channels[0] has no meaning",
        "{'version': 1, 'channels': [{'id': 'a', 'urls': ['http://h/'],\n"
            + "'headers': {'Host': 's3cret'}}]} -> line 2, column 21: channels[0].headers.Host is set",
        "{'version': 1, 'channels': [{'id': 'a', 'urls': ['http://h/']},\n"
            + "{'id': 'a', 'urls': ['http://i/']}]} -> line 2, column 8: channels[1].id \"a\" is the id",
        "{'version': 1, 'accounts': {}, 'channels': []} -> accounts must be a list",
        "{'version': 1, 'accounts': [{'name': 'p'}], 'channels': []}"
            + " -> accounts[0].maxConnections is missing",
        "{'version': 1, 'channels': [], 'accounts': [{'name': 'p',\n'maxConnections': 0}]}"
            + " -> line 2, column 19: accounts[0].maxConnections must be",
        "{'version': 1, 'channels': [], 'accounts': [{'name': 'p', 'maxConnections': 1,\n"
            + "'source': 'rtp://s3cret/'}]} -> line 2, column 11: accounts[0].source has the scheme",
        "{'version': 1, 'channels': [], 'accounts': [{'name': 'p', 'maxConnections': 1},\n"
            + "{'name': 'p', 'maxConnections': 1}]} -> line 2, column 10: accounts[1].name is the name",
        "{'version': 1, 'channels': [{'id': 'a', 'urls': ['http://h/'],\n'account': 's3cret'}]}"
            + " -> line 2, column 12: channels[0].account there is no account of this name",
        "{'version': 1, 'version': 1, 'channels': []} -> a field is given twice",
      })
  void shouldNotStartOnABrokenFileNorTouchIt(String given) throws Exception {
    String[] parts = given.split(" -> ", -1);
    String content = parts[0].replace('\'', '"');
    Files.writeString(file, content);

    DataFolderException e =
        catchThrowableOfType(DataFolderException.class, () -> new FileChannelStore(folder).load());

    assertThat(e)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(parts[1])
        .hasMessageContaining("restore a backup");
    assertThat(e.getMessage() + e.getCause()).doesNotContain("s3cret");
    assertThat(file).hasContent(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": 2, \"channels\": []}",
        "{\"version\": 2, \"programmes\": {\"a\": []}}",
        "{\"channels\": [{\"kind\": \"new\"}], \"version\": 2}",
      })
  void shouldLeaveTheFileOfANewerRelayAlone(String content) throws Exception {
    Files.writeString(file, content);

    assertThatThrownBy(() -> new FileChannelStore(folder).load())
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("version is 2, written by a newer relay");
    assertThat(file).hasContent(content);
  }

  @Test
  void shouldNotReplaceALink() throws Exception {
    Files.createSymbolicLink(file, temp.resolve("elsewhere.json"));

    assertThatThrownBy(() -> new FileChannelStore(folder).load())
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("symbolic link");
  }

  @Test
  void shouldSayWhenTheFileCantBeRead() throws Exception {
    Files.createDirectory(file);

    assertThatThrownBy(() -> new FileChannelStore(folder).load())
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(file + ": can't be read");
  }

  @Test
  void shouldWarnOfAFileThatIsOpenToOthers() throws Exception {
    new FileChannelStore(folder).save(channels());
    try (LogCapture log = LogCapture.of(FileChannelStore.class)) {
      new FileChannelStore(folder).load();
      assertThat(log.messages()).isEmpty();

      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      new FileChannelStore(folder).load();
      assertThat(log.messages()).singleElement().asString().contains("chmod 600 " + file);
    }
  }

  private static Catalogue channels(ChannelDefinition... channels) {
    return new Catalogue(List.of(channels), List.of());
  }
}
