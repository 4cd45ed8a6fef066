package tv.relay.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tv.relay.testing.ClientSwarm;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * The page in a real browser. Pictures of its states are left in {@code target/page} for somebody
 * to look at.
 */
@Timeout(240)
final class PageIT {
  private static final Path PICTURES =
      Path.of(System.getProperty("basedir", ".")).resolve("target/page");
  private static final Programme PROGRAMME = new Programme(1, 1_500_000, 12, false);

  @TempDir private static Path folder;
  private static Tab tab;
  private static Relay relay;

  @BeforeAll
  static void start() throws IOException {
    tab = Tab.start(folder);
    relay = Relay.serve(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    relay.close();
    tab.close();
  }

  /** To start both anew for each test takes longer than some of the tests. */
  @BeforeEach
  void tidyUp() throws IOException {
    tab.forget();
    relay.clear();
  }

  @Test
  void shouldAskForTheTokenAndShowNothingWithoutIt() throws IOException {
    tab.open(relay.uri("/"));
    tab.until("document.activeElement.id === 'token'");
    // Where the samples for systemd and Docker have it.
    assertThat(text("#token-help"))
        .contains("/var/lib/private/relay/admin-token", "/data/admin-token", "--data-dir");
    look("signed-out");
    assertAccessible();
    tab.type("no such token");
    tab.key("Enter");
    tab.until(
        "document.getElementById('sign-in-error').textContent.includes('not the admin token')");
    look("wrong-token");
    assertAccessible();
    assertThat(tab.value("document.getElementById('house').checkVisibility()").asBoolean())
        .isFalse();

    relay.enter(tab);

    assertThat(tab.value("location.href + document.cookie + Object.keys(localStorage)").asText())
        .doesNotContain(relay.token());
    assertThat(tab.requested()).noneMatch(address -> address.contains(relay.token()));
    assertThat(tab.requested()).allMatch(address -> address.startsWith(relay.uri("/").toString()));
    tab.until("document.querySelector('.empty').checkVisibility()");
    look("empty");
    assertAccessible();
    tab.press("Sign out");
    tab.until("document.activeElement.id === 'token'");
    assertThat(tab.value("sessionStorage.length").asInt()).isZero();
  }

  @Test
  @ResourceLock("players") // Drawing two thousand clients leaves them too little of the machine.
  void shouldShowWhatStatusSays() throws Exception {
    try (ScriptedUpstream good = ScriptedUpstream.start(PROGRAMME, Script.ok());
        ScriptedUpstream gone = ScriptedUpstream.start(PROGRAMME, Script.status(403));
        ScriptedUpstream stalls =
            ScriptedUpstream.start(PROGRAMME, Script.ok().stallAfter(900_000));
        ClientSwarm swarm = new ClientSwarm()) {
      relay.channel(
          "news",
          "{\"urls\":[\"%s\",\"%s\"],\"title\":\"One News HD\",\"number\":1,\"group\":\"News\"}"
              .formatted(good.uri("/live/user/secret/1.ts"), gone.uri()));
      relay.channel(
          "sports",
          "{\"urls\":[\"%s\"],\"title\":\"Sports 2\",\"number\":2}".formatted(stalls.uri()));
      relay.channel(
          "film", "{\"urls\":[\"%s\"],\"title\":\"Film\",\"number\":3}".formatted(gone.uri()));
      swarm.add(5, relay.live("news"), r -> r.header("User-Agent", "VLC/3.0.24 LibVLC/3.0.24"));
      swarm.add(2, relay.live("sports"), r -> r.header("User-Agent", "TiviMate/5.1.6"));
      swarm.add(
          2,
          relay.live("news"),
          r -> r.header("User-Agent", "Kodi/21.1").receiveBufferBytes(8_192).slow(60_000));
      AsInStatus shown = new AsInStatus(folder, relay, tab);
      relay.enter(tab);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> relay.status().toString().contains("\"state\":\"stalled\"") || stalled());
      tab.until(
          "[...document.querySelectorAll('#channels .row:not([hidden])')].length === 3"
              + " && document.querySelector('.legend.link strong').textContent === '2'");
      look("few-channels");
      assertAccessible();
      shown.assertChannelsAreAsInStatus();
      tab.click("#tab-clients");
      tab.until("document.querySelectorAll('#clients .row:not([hidden])').length === 9");
      shown.assertClientsAreAsInStatus();
      look("clients");
      assertAccessible();
      tab.dark(true);
      look("clients-dark");
      assertAccessible();
      tab.click("#tab-channels");
      look("few-channels-dark");
      assertAccessible();
      tab.dark(false);
      tab.click("#channels .row[data-id=news]");
      tab.until("document.querySelectorAll('.origin').length === 2");
      look("channel");
      assertAccessible();
      assertThat(tab.value("document.body.textContent").asText()).doesNotContain("secret");
      shown.assertLinksAreThoseOfThePlaylist();
      savesAnEdit(good);
      asksBeforeItRemoves();
      tab.key("Escape");
      shown.assertWordsAreThoseOfTheCommand();
      phone();
      assertThat(tab.complaints()).isEmpty();
    }
  }

  private void savesAnEdit(ScriptedUpstream source) throws IOException {
    tab.press("Edit");
    tab.until("document.querySelector('#edit-group')?.value === 'News'");
    assertThat(tab.value("document.querySelector('#edit-urls').value").asText())
        .doesNotContain("secret");
    look("edit");
    assertAccessible();
    tab.press("Show passwords and change sources");
    tab.until("document.querySelector('#edit-urls').value.includes('/live/user/secret/1.ts')");
    tab.value("document.querySelector('#edit-group').select()");
    tab.value("document.querySelector('#edit-group').focus()");
    tab.type("World");
    tab.press("Save");
    tab.until("document.getElementById('toast').textContent === 'Saved'");
    assertThat(relay.admin().get("/api/v1/channels/news?secrets=true").body())
        .contains("World", "One News HD", source.uri("/live/user/secret/1.ts").toString());
    tab.until(
        "document.querySelector('#channels .row[data-id=news] .sub').textContent.includes('World')");
  }

  private void asksBeforeItRemoves() throws IOException {
    tab.press("Remove");
    tab.until("document.querySelector('dialog .danger')");
    look("confirm");
    assertAccessible();
    tab.press("Cancel");
    tab.until("!document.querySelector('dialog .danger')");
    assertThat(relay.admin().get("/api/v1/channels/news").status()).isEqualTo(200);
  }

  private boolean stalled() throws IOException {
    return relay.status().toString().contains("\"state\":\"backoff\"");
  }

  private void phone() throws IOException {
    tab.size(390, 844, true);
    tab.click("#tab-channels");
    look("phone");
    assertAccessible();
    tab.click("#tab-clients");
    tab.value("document.querySelector('.tabs').scrollIntoView()");
    look("phone-clients");
    tab.click("#clients .row:not([hidden])");
    look("phone-client");
    tab.key("Escape");
    tab.click("#tab-channels");
    tab.click("#channels .row[data-id=news]");
    tab.until("document.querySelectorAll('.origin').length === 2");
    look("phone-channel");
    tab.key("Escape");
    assertThat(tab.value("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(390);
    tab.size(1440, 900, false);
  }

  private String text(String selector) {
    return tab.value("document.querySelector(" + Tab.quoted(selector) + ").textContent").asText();
  }

  @Test
  void shouldKeepHostileNamesText() throws Exception {
    String name = "<img src=x onerror=alert(1)></script><b>\u202Eevil\u202C&amp; 'x' \"y\"";
    try (ScriptedUpstream good = ScriptedUpstream.start(PROGRAMME, Script.ok());
        ClientSwarm swarm = new ClientSwarm()) {
      relay.channel(
          "bad",
          "{\"urls\":[\"%s\"],\"title\":%s,\"group\":%s,\"logo\":%s}"
              .formatted(
                  good.uri(),
                  Tab.quoted(name),
                  Tab.quoted("</style><svg onload=alert(2)>"),
                  Tab.quoted("http://127.0.0.1:9/logo.png")));
      swarm.add(
          1, relay.live("bad"), r -> r.header("User-Agent", "<script>alert(3)</script><i>agent"));
      relay.enter(tab);
      tab.until("document.querySelector('#channels .row .name')?.textContent.includes('onerror')");
      assertThat(text("#channels .row .name")).isEqualTo(name);
      tab.click("#tab-clients");
      tab.until("document.querySelector('#clients .row .name')?.textContent.includes('agent')");
      look("hostile");
      tab.click("#clients .row");
      tab.until("document.querySelector('.client-sheet')");
      look("hostile-client");
      tab.key("Escape");
      tab.click("#tab-channels");
      tab.click("#channels .row");
      tab.until("document.querySelectorAll('.origin').length === 1");
      look("hostile-channel");
      tab.press("Edit");
      tab.until("document.querySelector('#edit-title')?.value.includes('onerror')");
      assertThat(
              tab.value(
                      "document.querySelectorAll('img:not([src=\"page/icon.svg\"]), b, i,"
                          + " script:not([src^=\"page/\"]), bdi *, svg[onload]').length")
                  .asInt())
          .isZero();
      // Each stands in an isolate of its own, so that it turns nothing around beside it.
      assertThat(
              tab.value("getComputedStyle(document.querySelector('.row .name')).unicodeBidi")
                  .asText())
          .isEqualTo("isolate");
      assertThat(tab.requested()).allMatch(it -> it.startsWith(relay.uri("/").toString()));
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void shouldDoEverythingByKeyboard() throws Exception {
    try (ScriptedUpstream one = ScriptedUpstream.start(PROGRAMME, Script.ok());
        ScriptedUpstream two = ScriptedUpstream.start(PROGRAMME, Script.ok());
        ClientSwarm swarm = new ClientSwarm()) {
      relay.enter(tab);
      // An overview may be of a moment ago, when there were channels.
      tab.until("document.querySelector('.empty').checkVisibility()");
      reach("Add your first channel");
      tab.key("Enter");
      tab.until("document.activeElement.id === 'edit-title'");
      tab.type("One News");
      tab.key("Tab");
      assertThat(tab.value("document.activeElement.value").asText()).isEqualTo("one-news");
      tab.key("Tab");
      tab.type("nonsense");
      look("add-channel");
      assertAccessible();
      reach("Add channel");
      tab.key("Enter");
      tab.until("document.querySelector('#edit-urls-error').textContent !== ''");
      look("add-channel-wrong");
      tab.until("document.activeElement.id === 'edit-urls'");
      tab.value("document.activeElement.select()");
      tab.type(one.uri() + "\n" + two.uri());
      reach("Add channel");
      tab.key("Enter");
      tab.until("document.querySelector('#channels .row[data-id=one-news]')?.checkVisibility()");
      assertThat(relay.admin().get("/api/v1/channels/one-news?secrets=true").body())
          .contains(one.uri().toString(), two.uri().toString(), "One News");

      swarm.fast(1, relay.live("one-news"));
      tab.until("document.querySelector('#channels .row .c-state').textContent === 'live'");
      reachElement(".channel-rows");
      tab.key("Enter");
      reach("Next source");
      tab.key("Enter");
      tab.until("document.getElementById('toast').textContent.startsWith('Now from')");
      two.awaitConnections(1);
      reachElement("dialog .client-rows");
      tab.key("Enter");
      reach("Kick");
      tab.key("Enter");
      reach("Kick");
      tab.key("Enter");
      tab.until("document.getElementById('toast').textContent.includes('kicked')");
      await().until(() -> swarm.clients().get(0).ended());
      tab.key("Escape");
      tab.until("!document.querySelector('dialog')");
      tab.until("document.activeElement.matches('.channel-rows')");
      assertThat(tab.complaints()).allMatch(it -> it.contains("400"));
    }
  }

  /** Presses Tab until the focus is on a button of that text, and can be seen there. */
  private void reach(String button) {
    reachThat("document.activeElement.textContent.trim() === " + Tab.quoted(button));
  }

  private void reachElement(String selector) {
    reachThat("document.activeElement.matches(" + Tab.quoted(selector) + ")");
  }

  private void reachThat(String condition) {
    for (int i = 0; i < 60; i++) {
      if (tab.value(condition).asBoolean()) {
        assertThat(tab.value("getComputedStyle(document.activeElement).outlineStyle").asText())
            .isEqualTo("solid");
        return;
      }
      tab.key("Tab");
    }
    throw new AssertionError("not to be reached by Tab: " + condition);
  }

  @Test
  void shouldShowEventsAsTheyComeAndChannelsAsTheyGo() throws Exception {
    try (ScriptedUpstream gone = ScriptedUpstream.start(PROGRAMME, Script.status(404));
        ClientSwarm swarm = new ClientSwarm()) {
      relay.channel("gone", "{\"urls\":[\"%s\"]}".formatted(gone.uri()));
      relay.enter(tab);
      tab.until("document.querySelector('#channels .row[data-id=gone]')");
      swarm.fast(1, relay.live("gone"));
      tab.until(
          "[...document.querySelectorAll('.event[data-kind=failed] button')].some(b =>"
              + " b.textContent === 'gone')");
      String number = relay.admin().get("/api/v1/events").body();
      assertThat(number).contains(text(".event[data-kind=failed] .event-text"));
      // A list that can't be had is a failure, too, and looks like one.
      relay.admin().put("/api/v1/lists/gone", "{\"url\":\"%s\"}".formatted(gone.uri("/list")));
      tab.until(
          "document.querySelector('.event[data-kind=refresh-failed] .sign[data-shape=trouble]')");
      look("events");
      tab.click("#channels .row[data-id=gone]");
      tab.value(
          "{ const get = fetch; window.fetch = (url, how) => String(url).includes('/live/')"
              + " ? Promise.reject(new TypeError('no network')) : get(url, how); } 1");
      tab.press("Play here");
      tab.until("document.querySelector('.preview-note').textContent.includes('did not start')");
      look("preview-failed");
      assertAccessible();
      tab.key("Escape");
      relay.admin().delete("/api/v1/channels/gone");
      tab.until("document.querySelector('.empty').checkVisibility()");
    }
  }

  @Test
  void shouldPlayAChannelInThePage() throws Exception {
    try (Relay demo = Relay.demo(folder)) {
      demo.enter(tab);
      tab.click("#channels .row[data-id=demo]");
      assertThat(tab.requested()).noneMatch(address -> address.endsWith("mpegts.js"));
      tab.value("navigator.clipboard.writeText = async text => { window.copied = text; }; 1");
      tab.press("Copy play link");
      tab.until("document.getElementById('toast').textContent.includes('this machine only')");
      assertThat(tab.value("window.copied").asText()).isEqualTo(demo.live("demo").toString());
      tab.press("Play here");
      tab.until("document.querySelector('video').currentTime > 1.5");
      look("preview");
      tab.press("Stop playing");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> demo.status().path("clients").asInt(-1) == 0);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void shouldSayWhenTheRelayIsGone() throws IOException {
    try (Relay mortal = Relay.serve(folder)) {
      mortal.enter(tab);
    }
    tab.until("document.getElementById('pulse').dataset.state === 'lost'");
    look("relay-gone");
  }

  private void look(String name) throws IOException {
    tab.picture(PICTURES.resolve(name + ".png"));
  }

  private void assertAccessible() throws IOException {
    assertThat(Accessibility.complaints(tab)).isEmpty();
  }
}
