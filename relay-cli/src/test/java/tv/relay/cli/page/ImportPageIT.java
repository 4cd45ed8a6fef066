package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A playlist is taken in by the page: first what would change, then the change. */
@Timeout(240)
final class ImportPageIT {
  private static final Path PICTURES =
      Path.of(System.getProperty("basedir", ".")).resolve("target/page");
  private static final String LIST =
      """
      #EXTM3U
      #EXTINF:-1 group-title="News",One <b>News</b>
      http://provider.example/live/USER/PASSWORD/1.ts
      #EXTINF:-1 group-title="News",Two
      http://provider.example/live/USER/PASSWORD/2.ts
      #EXTINF:-1,A film
      http://provider.example/movie/USER/PASSWORD/3.mp4
      #EXTINF:-1,Other
      rtp://239.0.0.1:5000
      """;

  @TempDir private Path folder;
  private Tab tab;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    tab = Tab.start(folder);
    relay = Relay.serve(folder);
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    tab.close();
  }

  @Test
  void shouldShowWhatWouldChangeAndThenChangeIt() throws IOException {
    relay.enter(tab);
    tab.until("document.getElementById('import').checkVisibility()");
    tab.click("#import");
    choose("this is no playlist");
    tab.press("See what would change");
    tab.until("document.querySelector('dialog .error')");
    assertThat(text("dialog .error")).contains("#EXTM3U");
    picture("import-wrong");

    choose(LIST);
    tab.press("See what would change");
    tab.until("document.querySelector('dialog .import-counts')");
    assertThat(relay.admin().get("/api/v1/channels").body()).doesNotContain("Two");
    assertThat(text("dialog .import-counts")).contains("2 added", "0 changed");
    assertThat(text("dialog .import-lines")).contains("line ").doesNotContain("PASSWORD");
    assertThat(Accessibility.complaints(tab)).isEmpty();
    picture("import");
    tab.dark(true);
    tab.size(390, 844, true);
    picture("import-phone-dark");

    tab.press("Import");
    tab.until("document.querySelectorAll('#channels .row[data-id]').length === 2");
    assertThat(relay.admin().get("/api/v1/channels").body()).contains("Two");
    assertThat(text("#toast")).isEqualTo("Imported: 2 added, 0 changed");
    assertThat(tab.complaints()).allMatch(it -> it.contains("422"));
  }

  /** As if a file had been chosen. */
  private void choose(String content) {
    tab.value(
        "(() => { const files = new DataTransfer();"
            + "files.items.add(new File(["
            + Tab.quoted(content)
            + "], 'list.m3u'));"
            + "const input = document.getElementById('import-file');"
            + "input.files = files.files;"
            + "input.dispatchEvent(new Event('change')); return 1; })()");
  }

  private String text(String selector) {
    return tab.value("document.querySelector(" + Tab.quoted(selector) + ").innerText")
        .asText()
        .replaceAll("\\s+", " ");
  }

  private void picture(String name) throws IOException {
    tab.picture(PICTURES.resolve(name + ".png"));
  }
}
