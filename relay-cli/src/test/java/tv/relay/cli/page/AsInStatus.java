package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Holds what the page shows against what the relay's status and playlist say. For one thread. */
final class AsInStatus {
  private final Path folder;
  private final Relay relay;
  private final Tab tab;

  AsInStatus(Path folder, Relay relay, Tab tab) {
    this.folder = folder;
    this.relay = relay;
    this.tab = tab;
  }

  void assertChannelsAreAsInStatus() {
    Measures measures = new Measures();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              JsonNode status = relay.status();
              measures.learn(status);
              for (JsonNode channel : status.path("channels")) {
                String row = "#channels .row[data-id='" + channel.path("id").asText() + "'] ";
                assertThat(text(row + ".c-state")).isEqualTo(channel.path("state").asText());
                assertThat(text(row + ".name")).isEqualTo(channel.path("title").asText());
                int clients = channel.path("clients").size();
                assertThat(text(row + ".c-clients .amount"))
                    .isEqualTo(clients == 0 ? "" : Integer.toString(clients));
                assertThat(text(row + ".rate").isEmpty())
                    .isEqualTo(channel.path("upstream").path("bitrateBps").asLong() == 0);
                measures.assertBitrate(channel.path("id").asText(), text(row + ".rate"));
                assertThat(text(row + ".source")).isEqualTo(sourceOf(channel));
              }
            });
  }

  /** As "1 of 2 · provider.example". */
  private static String sourceOf(JsonNode channel) {
    String url = channel.path("upstream").path("url").asText();
    List<String> all = channel.path("sources").findValuesAsText("url");
    String host = url.replaceFirst("^http://([^/]+)/.*", "$1");
    return all.size() == 1 ? host : all.indexOf(url) + 1 + " of " + all.size() + " · " + host;
  }

  void assertClientsAreAsInStatus() {
    Measures measures = new Measures();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              measures.learn(relay.status());
              JsonNode rows =
                  tab.value(
                      """
                      [...document.querySelectorAll('#clients .row:not([hidden])')].map(row => ({
                        id: row.dataset.id,
                        lag: row.querySelector('.measure:not(.loss) .amount').textContent,
                        loss: row.querySelector('.loss .amount').textContent,
                        drawn: row.querySelector('.loss-now').getBoundingClientRect().width,
                      }))
                      """);
              int losing = 0;
              for (JsonNode row : rows) {
                String loss = row.path("loss").asText();
                measures.assertLag(row.path("id").asText(), row.path("lag").asText());
                measures.assertLoss(row.path("id").asText(), loss);
                assertThat(row.path("drawn").asDouble() > 0).isEqualTo(!loss.isEmpty());
                losing += loss.isEmpty() ? 0 : 1;
              }
              assertThat(losing).isEqualTo(2);
            });
  }

  /** Each client's words, between two askings of the command, are what one of these said. */
  void assertWordsAreThoseOfTheCommand() {
    tab.click("#tab-clients");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              String before = Told.status(folder, relay);
              JsonNode rows =
                  tab.value(
                      "[...document.querySelectorAll('#clients .row:not([hidden])')].map(r =>"
                          + " r.querySelector('.story').textContent)");
              String after = Told.status(folder, relay);
              assertThat(rows).isNotEmpty();
              int faults = 0;
              for (JsonNode row : rows) {
                if (row.asText().contains(" lost in ")) {
                  faults++;
                  assertThat(before + after).contains(row.asText());
                }
              }
              assertThat(faults).isPositive();
            });
  }

  /** What goes to the clipboard and into the saved file. */
  void assertLinksAreThoseOfThePlaylist() {
    String link = Relay.PUBLIC_URL + "/live/news.ts";
    assertThat(relay.admin().get("/playlist.m3u").body()).contains(link);
    tab.value("navigator.clipboard.writeText = async text => { window.copied = text; }; 1");
    tab.press("Copy play link");
    tab.until("window.copied");
    assertThat(tab.value("window.copied").asText()).isEqualTo(link);
    tab.until("document.getElementById('toast').textContent === 'Play link copied'");
    tab.value(
        "{ const make = URL.createObjectURL; URL.createObjectURL = file => {"
            + " file.text().then(text => { window.saved = text; }); return make(file); }; 1 }");
    tab.press("Open in VLC");
    tab.until("window.saved");
    assertThat(tab.value("window.saved").asText())
        .isEqualTo("#EXTM3U\n#EXTINF:-1,One News HD\n" + link + "\n");
  }

  private String text(String selector) {
    return tab.value("document.querySelector(" + Tab.quoted(selector) + ").textContent").asText();
  }
}
