package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.testing.Http;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/**
 * The relay as an HDHomeRun, held against what clients read. Sources: Jellyfin, {@code
 * src/Jellyfin.LiveTv/TunerHosts/HdHomerun/} DiscoverResponse.cs, Channels.cs, HdHomerunHost.cs;
 * xTeVe, which Plex and Emby are known to accept, {@code src/struct-hdhr.go} and {@code hdhr.go};
 * ErsatzTV, {@code ErsatzTV.Core/Hdhr/LineupStatus.cs}.
 */
class TunerTest {
  private static final JsonNodeType TEXT = JsonNodeType.STRING;
  private static final JsonNodeType NUMBER = JsonNodeType.NUMBER;

  private static ChannelDefinition channel(String id, String title, Integer number) {
    return new ChannelDefinition(
        id,
        List.of(SourceUrl.parse("http://provider.example/live/u/s3cret/1.ts")),
        title,
        null,
        null,
        null,
        number,
        null,
        Map.of());
  }

  /** DiscoverResponse.cs reads texts and one int; a number for a text fails its reader. */
  @Test
  void shouldDescribeItselfAsJellyfinReadsIt() throws Exception {
    try (RunningRelay relay = RunningRelay.start()) {
      JsonNode discover = answer(relay, "/discover.json");

      String base = relay.uri("").toString();
      assertThat(types(discover))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "FriendlyName", TEXT,
                  "Manufacturer", TEXT,
                  "ModelNumber", TEXT,
                  "FirmwareName", TEXT,
                  "FirmwareVersion", TEXT,
                  "DeviceID", TEXT,
                  "DeviceAuth", TEXT,
                  "BaseURL", TEXT,
                  "LineupURL", TEXT,
                  "TunerCount", NUMBER));
      assertThat(discover.path("BaseURL").asText()).isEqualTo(base);
      assertThat(discover.path("LineupURL").asText()).isEqualTo(base + "/lineup.json");
      assertThat(discover.path("TunerCount").asInt()).isEqualTo(4);
      // SupportsTranscoding: of such a model it would ask for ?transcode=.
      assertThat(discover.path("ModelNumber").asText()).doesNotContainIgnoringCase("hdtc");
    }
  }

  @Test
  void shouldTellItsTuners() throws Exception {
    try (RunningRelay relay = RunningRelay.start()) {
      relay.account(new AccountDefinition("a", 2, null, null));
      relay.account(new AccountDefinition("b", 1, null, null));
      assertThat(answer(relay, "/discover.json").path("TunerCount").asInt()).isEqualTo(3);
    }
    try (RunningRelay relay = RunningRelay.relay().tuners(7).start()) {
      assertThat(answer(relay, "/discover.json").path("TunerCount").asInt()).isEqualTo(7);
    }
  }

  /** Channels.cs; GetChannelId makes a channel's identity of the GuideNumber alone. */
  @Test
  void shouldListItsChannelsAsJellyfinReadsThem() throws Exception {
    try (RunningRelay relay = RunningRelay.start()) {
      relay
          .channel(channel("news", "News <24> & more", 5))
          .channel(channel("sport", null, 5))
          .channel(channel("film", "Film", null));

      JsonNode lineup = answer(relay, "/lineup.json");

      assertThat(lineup.isArray()).isTrue();
      assertThat(lineup).hasSize(3);
      for (JsonNode channel : lineup) {
        assertThat(types(channel))
            .containsExactlyInAnyOrderEntriesOf(
                Map.of("GuideNumber", TEXT, "GuideName", TEXT, "URL", TEXT));
      }
      assertThat(lineup.findValuesAsText("GuideNumber")).doesNotHaveDuplicates();
      assertThat(lineup.findValuesAsText("GuideName"))
          .containsExactly("News <24> & more", "sport", "Film");
      assertThat(lineup.path(0).path("GuideNumber").asText()).isEqualTo("5");
      assertThat(lineup.path(0).path("URL").asText()).isEqualTo(relay.live("news").toString());
      assertThat(lineup.toString()).doesNotContain("s3cret");
    }
  }

  @Test
  void shouldPlayWhatItLists() throws Exception {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok())) {
      relay.channel("news", upstream.uri());
      String url = answer(relay, "/lineup.json").path(0).path("URL").asText();
      try (TsClient client = TsClient.get(URI.create(url))) {
        client.awaitPackets(100).verifier().assertComplete();
      }
    }
  }

  /** LineupStatus of xTeVe and ErsatzTV; Plex starts a scan by POST and looks until it is over. */
  @Test
  void shouldHaveNothingToScanFor() throws Exception {
    try (RunningRelay relay = RunningRelay.start()) {
      assertThat(relay.http().post("/lineup.post?scan=start&source=Cable", "").status())
          .isEqualTo(200);
      assertThat(relay.http().get("/lineup.post?scan=abort").status()).isEqualTo(200);
      assertThat(answer(relay, "/lineup_status.json"))
          .isEqualTo(
              RunningRelay.json(
                  """
                  {"ScanInProgress":0,"ScanPossible":1,"Source":"Cable","SourceList":["Cable"]}"""));
      assertThat(relay.http().put("/lineup.json", "[]").status()).isEqualTo(405);
      assertThat(relay.http().get("/lineup.json/more").status()).isEqualTo(404);
    }
  }

  /** Capability of xTeVe, an UPnP description of a device. */
  @Test
  void shouldDescribeItselfInXml() throws Exception {
    try (RunningRelay relay = RunningRelay.start()) {
      Document device = xml(relay, "/device.xml");

      assertThat(device.getDocumentElement().getNamespaceURI())
          .isEqualTo("urn:schemas-upnp-org:device-1-0");
      assertThat(text(device, "URLBase")).isEqualTo(relay.uri("").toString());
      assertThat(text(device, "major")).isEqualTo("1");
      assertThat(text(device, "minor")).isEqualTo("0");
      assertThat(text(device, "deviceType")).isEqualTo("urn:schemas-upnp-org:device:MediaServer:1");
      assertThat(text(device, "UDN")).matches("uuid:[0-9a-f-]{36}");
      JsonNode discover = answer(relay, "/discover.json");
      assertThat(text(device, "serialNumber")).isEqualTo(discover.path("DeviceID").asText());
      assertThat(text(device, "modelNumber")).isEqualTo(discover.path("ModelNumber").asText());
      assertThat(text(device, "modelName")).isNotEmpty();
      assertThat(text(device, "manufacturer")).isNotEmpty();
      assertThat(text(device, "friendlyName")).isNotEmpty();
    }
  }

  @Test
  void shouldListItsChannelsInXml() throws Exception {
    try (RunningRelay relay = RunningRelay.start()) {
      relay.channel(channel("news", "News <24> & more\uFFFE", 5));

      Document lineup = xml(relay, "/lineup.xml");

      assertThat(text(lineup, "GuideNumber")).isEqualTo("5");
      assertThat(text(lineup, "GuideName")).isEqualTo("News <24> & more");
      assertThat(text(lineup, "URL")).isEqualTo(relay.live("news").toString());
    }
  }

  /** Media servers know a tuner by its id, and a channel by its number. */
  @Test
  void shouldStayTheSameOverARestart(@TempDir Path folder) throws Exception {
    String id;
    String number;
    try (RunningRelay relay = RunningRelay.relay().dataDir(folder).start()) {
      relay.channel(channel("a", null, null)).channel(channel("b", null, null));
      id = answer(relay, "/discover.json").path("DeviceID").asText();
      number = answer(relay, "/lineup.json").path(1).path("GuideNumber").asText();
    }
    try (RunningRelay relay = RunningRelay.relay().dataDir(folder).start()) {
      relay.remove("a");
      assertThat(answer(relay, "/discover.json").path("DeviceID").asText()).isEqualTo(id);
      assertThat(answer(relay, "/lineup.json").path(0).path("GuideNumber").asText())
          .isEqualTo(number);
    }
  }

  private static JsonNode answer(RunningRelay relay, String path) {
    Http.Answer answer = relay.http().get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    return RunningRelay.json(answer.body());
  }

  private static Document xml(RunningRelay relay, String path) throws Exception {
    Http.Answer answer = relay.http().get(path);
    assertThat(answer.status()).isEqualTo(200);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Document document, String element) {
    return document.getElementsByTagNameNS("*", element).item(0).getTextContent();
  }

  private static Map<String, JsonNodeType> types(JsonNode object) {
    Map<String, JsonNodeType> types = new LinkedHashMap<>();
    object.properties().forEach(field -> types.put(field.getKey(), field.getValue().getNodeType()));
    return types;
  }
}
