package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

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

  /** Of the same provider, later. */
  private static final String NEWER =
      """
      #EXTM3U
      #EXTINF:-1 group-title="News",One <b>News</b>
      http://provider.example/live/USER/PASSWORD/1.ts
      #EXTINF:-1 group-title="Sports",Three
      http://provider.example/live/USER/PASSWORD/33.ts
      #EXTINF:-1 group-title="Sports",Three again
      http://provider.example/live/USER/PASSWORD/34.ts
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
    choose("provider-a.m3u", "this is no playlist");
    assertThat(value("import-name")).isEqualTo("provider-a");
    tab.press("See what would change");
    tab.until("document.querySelector('dialog .error')");
    assertThat(text("dialog .error")).contains("#EXTM3U");
    picture("import-wrong");

    choose("Provider A.m3u.gz", LIST);
    assertThat(value("import-name")).isEqualTo("Provider-A");
    tab.press("See what would change");
    tab.until("document.querySelector('dialog .import-counts')");
    assertThat(relay.admin().get("/api/v1/channels").body()).doesNotContain("Two");
    assertThat(text("dialog .import-counts")).contains("2 added", "0 changed");
    assertThat(lines("Problems")).contains("line ").doesNotContain("PASSWORD");
    assertThat(lines("Changes"))
        .contains("added One <b>News</b> (one-b-news-b)", "added Two")
        .doesNotContain("PASSWORD");
    assertThat(Accessibility.complaints(tab)).isEmpty();
    picture("import");
    tab.dark(true);
    tab.size(390, 844, true);
    picture("import-phone-dark");

    tab.press("Import");
    tab.until("document.querySelectorAll('#channels .row[data-id]').length === 2");
    assertThat(relay.admin().get("/api/v1/channels").body()).contains("Two");
    assertThat(text("#toast")).isEqualTo("Imported: 2 added, 0 changed");

    anotherProviderLeavesItAlone();
    newerOneOfTheSameIsFilteredAndPruned();
    assertThat(tab.complaints()).allMatch(it -> it.contains("422"));
  }

  private void anotherProviderLeavesItAlone() throws IOException {
    try (ScriptedUpstream web =
        ScriptedUpstream.start(
            Script.status(200, Map.of(), LIST.replace("provider.", "another.")))) {
      tab.click("#import");
      write("import-url", web.uri("/get.php?username=U&password=P").toString());
      assertThat(value("import-name")).isEqualTo("127.0.0.1");
      tab.press("See what would change");
      tab.until("document.querySelector('dialog .import-counts')");
      assertThat(text("dialog .import-counts"))
          .contains("2 added", "0 changed", "0 unchanged", "0 missing");
      // What was looked at is not what would be taken now.
      write("import-name", "mine");
      assertThat(tab.value("document.querySelector('dialog .import-counts')").isNull()).isTrue();
      assertThat(tab.value("document.querySelector('dialog .primary').disabled").asBoolean())
          .isTrue();
      // Once written, the name stays.
      choose("other.m3u", LIST);
      assertThat(value("import-name")).isEqualTo("mine");
      assertThat(value("import-url")).isEmpty();
      tab.key("Escape");
    }
  }

  private void newerOneOfTheSameIsFilteredAndPruned() throws IOException {
    tab.click("#import");
    tab.press("See what would change");
    assertThat(text("dialog .error")).contains("Choose a file or give an address");
    choose("Provider A.m3u", NEWER);
    // More than a relay of before took, and more than it takes.
    pretendSize(257);
    tab.press("See what would change");
    assertThat(text("dialog .error")).contains("257 MB", "at most 256 MB");
    pretendSize(200);
    tab.click("dialog summary");
    write("import-pattern-group", "news\nspo*");
    write("import-pattern-excludeName", "/again/");
    tab.press("See what would change");
    tab.until("document.querySelector('dialog .import-counts')");
    assertThat(text("dialog .import-counts"))
        .contains("1 added", "1 unchanged", "0 removed", "1 missing");
    tab.click("#import-prune");
    write("import-merge", "name");
    tab.press("See what would change");
    tab.until("document.querySelector('dialog .import-counts')");
    assertThat(text("dialog .import-counts")).contains("1 added", "1 removed", "0 missing");
    assertThat(lines("Changes")).contains("added Three", "removed Two").contains("not in the list");
    assertThat(Accessibility.complaints(tab)).isEmpty();
    picture("import-choice-phone-dark");
    tab.dark(false);
    tab.size(1440, 900, false);
    picture("import-choice");
    tab.press("Import");
    tab.until("document.getElementById('toast').textContent.includes('1 removed')");
    assertThat(relay.admin().get("/api/v1/channels").body())
        .contains("Three")
        .doesNotContain("Two", "again");
  }

  /** As if a file had been chosen. */
  private void choose(String name, String content) {
    tab.value(
        "(() => { const files = new DataTransfer();"
            + "files.items.add(new File(["
            + Tab.quoted(content)
            + "], "
            + Tab.quoted(name)
            + "));"
            + "const input = document.getElementById('import-file');"
            + "input.files = files.files;"
            + "input.dispatchEvent(new Event('change')); return 1; })()");
  }

  /** As if the chosen file had so many megabytes. */
  private void pretendSize(int megabytes) {
    tab.value(
        "Object.defineProperty(document.getElementById('import-file').files[0], 'size',"
            + " {configurable: true, value: %d * 1024 * 1024}).size".formatted(megabytes));
  }

  private void write(String id, String content) {
    tab.value(
        "(() => { const field = document.getElementById("
            + Tab.quoted(id)
            + "); field.value = "
            + Tab.quoted(content)
            + "; field.dispatchEvent(new Event('input', {bubbles: true})); return 1; })()");
  }

  private String value(String id) {
    return tab.value("document.getElementById(" + Tab.quoted(id) + ").value").asText();
  }

  /** The lines below that title. */
  private String lines(String title) {
    return text("dialog .import-lines[aria-label=" + title + "]");
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
