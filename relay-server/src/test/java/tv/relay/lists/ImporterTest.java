package tv.relay.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.lists.ImportOptions.Merge;
import tv.relay.lists.ImportReport.Change;
import tv.relay.lists.ImportReport.Outcome;
import tv.relay.lists.ImportReport.Problem;
import tv.relay.playlist.M3uException;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.ChannelJson;
import tv.relay.registry.EntryOrigin;
import tv.relay.registry.Registry;
import tv.relay.registry.RegistryFullException;
import tv.relay.registry.SourceUrl;
import tv.relay.registry.Upkeep;

class ImporterTest {
  @TempDir private static Path folder;

  private final CountingStore store = new CountingStore();
  private final Registry registry = Registry.open(store, 100);
  private final Importer importer = new Importer(registry, folder);

  @Test
  void shouldMakeChannelsOfEntriesInOneSave() throws IOException {
    ImportReport report =
        take(
            """
            #EXTM3U
            #EXTINF:-1 tvg-id="BBC1.uk" tvg-chno="007" tvg-logo="http://l/1" group-title="UK",BBC One
            http://p/live/u/secret/1.ts|User-Agent=VLC&Referer=http://r/
            #EXTINF:-1,Das Erste (ARD)
            http://p/live/u/secret/2.ts
            """);

    assertThat(report.summary()).isEqualTo("2 added");
    assertThat(store.saves).isEqualTo(1);
    assertThat(registry.find("bbc1.uk"))
        .contains(
            new ChannelDefinition(
                "bbc1.uk",
                List.of(SourceUrl.parse("http://p/live/u/secret/1.ts")),
                "BBC One",
                "UK",
                "http://l/1",
                "BBC1.uk",
                7,
                "VLC",
                Map.of("Referer", "http://r/"),
                null,
                Upkeep.ON_DEMAND,
                new EntryOrigin("tv", "BBC1.uk|BBC One|" + EntryKey.digest("1.ts"), Set.of())));
    assertThat(ids()).containsExactly("bbc1.uk", "das-erste-ard");
  }

  @Test
  void shouldPassOverWhatCantBeRelayedAndSayWhere() throws IOException {
    ImportReport report =
        take(
            """
            #EXTM3U
            #EXTINF:-1,Film
            http://p/movie/u/secret/7.mkv
            #EXTINF:-1,Rtmp
            rtmp://p/secret
            #EXTINF:-1,Udp
            udp://@239.0.0.1:1234
            #EXTINF:-1,Hls
            http://p/live/u/secret/8.m3u8
            #EXTINF:-1,Relative
            live/1.ts
            #EXTINF:-1,
            http://p/secret/nameless
            #EXTINF:-1,Bad port
            http://p:secret/1.ts
            #EXTINF:-1,Bad header|
            http://p/1.ts|X-=a
            #EXTINF:-1,Good
            http://p/2.ts
            #EXTINF:-1 group-title="Again",Good again
            http://p/2.ts
            """);

    assertThat(ids()).containsExactly("bad-header", "good");
    assertThat(registry.find("good").orElseThrow().group()).isEqualTo("Again");
    assertThat(report.entries()).isEqualTo(10);
    assertThat(report.problems())
        .extracting(Problem::line)
        .containsExactly(2, 4, 6, 8, 10, 12, 14, 20);
    assertThat(report.skipped())
        .isEqualTo(
            Map.of(Skip.ON_DEMAND, 1, Skip.UNREADABLE, 3, Skip.BROKEN, 3, Skip.DUPLICATE, 1));
    assertThat(report.toString()).doesNotContain("secret");
  }

  @Test
  void shouldCompleteRelativeAddressesByWhereTheListCameFrom() throws IOException {
    String list = "#EXTM3U\n#EXTINF:-1,A\nlive/1.ts\n#EXTINF:-1,B\n//q/2.ts\n#EXTINF:-1,C\n/3 x.ts";
    importer.take(stream(list), SourceUrl.parse("http://p/lists/tv.m3u?t=1"), options());

    assertThat(registry.all())
        .extracting(channel -> channel.urls().get(0).uri().toString())
        .containsExactly("http://p/lists/live/1.ts", "http://q/2.ts", "http://p/3%20x.ts");
  }

  @Test
  void shouldRecogniseEntriesWhateverPartOfThemChanges() throws IOException {
    take(
        """
        #EXTM3U
        #EXTINF:-1 tvg-id="a",A
        http://p/live/u/old/1.ts
        #EXTINF:-1 tvg-id="b",B
        http://p/live/u/old/2.ts
        #EXTINF:-1,C
        http://p/live/u/old/3.ts
        #EXTINF:-1 tvg-id="d",D
        http://p/live/u/old/4.ts
        #EXTINF:-1,E
        http://p/live/u/old/5.ts
        """);
    List<String> before = ids();

    ImportReport report =
        take(
            """
            #EXTM3U
            #EXTINF:-1,E renamed
            http://p/live/u/old/5.ts
            #EXTINF:-1 tvg-id="new",D
            http://q/live/u/new/4.ts
            #EXTINF:-1,C
            http://q/live/u/new/33.ts
            #EXTINF:-1 tvg-id="b",B renamed
            http://q/live/u/new/2.ts
            #EXTINF:-1 tvg-id="a",A renamed
            http://q/live/u/new/11.ts
            """);

    assertThat(ids()).isEqualTo(before);
    assertThat(report.summary()).isEqualTo("5 changed");
    assertThat(title("a")).isEqualTo("A renamed");
    assertThat(title("b")).isEqualTo("B renamed");
    assertThat(report.changes())
        .extracting(Change::reason)
        .containsExactlyInAnyOrder("title", "title, urls", "title, urls", "urls", "tvgId, urls");
  }

  @Test
  void shouldGiveTheSameIdsWhateverTheOrder() throws IOException {
    String hd = "#EXTINF:-1 tvg-id=\"one\",One HD\nhttp://p/1.ts\n";
    String sd = "#EXTINF:-1 tvg-id=\"one\",One SD\nhttp://p/2.ts\n";
    String third = "#EXTINF:-1 tvg-id=\"one\",One SD\nhttp://p/3.ts\n";
    take("#EXTM3U\n" + hd + sd + third);
    Map<String, String> before = urlsById();
    assertThat(before.keySet()).contains("one", "one-one-sd").hasSize(3);

    ImportReport report = take("#EXTM3U\n" + third + sd + hd);

    assertThat(report.summary()).isEqualTo("3 unchanged");
    assertThat(store.saves).isEqualTo(1);
    take("#EXTM3U\n" + third + sd);
    assertThat(urlsById()).isEqualTo(before);
  }

  @Test
  void shouldLeaveHandMadeChannelsAndHandMadeChangesAlone() throws IOException {
    ChannelDefinition own = ChannelDefinition.of("a", SourceUrl.parse("http://own/1.ts"));
    ChannelDefinition sameAddress = ChannelDefinition.of("x", SourceUrl.parse("http://p/2.ts"));
    registry.put(own);
    registry.put(sameAddress);
    String list = "#EXTM3U\n#EXTINF:-1,A\nhttp://p/1.ts\n#EXTINF:-1,B\nhttp://p/2.ts\n";
    ImportReport report = take(list);
    String id = "a-" + EntryKey.digest("|A|" + EntryKey.digest("1.ts"));

    assertThat(report.skipped()).containsExactly(Map.entry(Skip.EXISTING, 1));
    assertThat(ids()).containsExactly("a", "x", id);
    registry.replace(id, old -> patched(old, "{\"title\": \"Mine\", \"number\": 5}"));
    take(list.replace("http://p/1.ts", "http://q/1.ts").replace(",A", " group-title=\"G\",A"));

    assertThat(registry.find("a")).contains(own);
    assertThat(registry.find("x")).contains(sameAddress);
    ChannelDefinition kept = registry.find(id).orElseThrow();
    assertThat(kept.title()).isEqualTo("Mine");
    assertThat(kept.number()).isEqualTo(5);
    assertThat(kept.group()).isEqualTo("G");
    assertThat(kept.urls()).containsExactly(SourceUrl.parse("http://q/1.ts"));
  }

  @Test
  void shouldRemoveOnlyWhenToldAndOnlyItsOwn() throws IOException {
    registry.put(ChannelDefinition.of("own", SourceUrl.parse("http://own/1.ts")));
    take("#EXTM3U\n#EXTINF:-1,A\nhttp://p/1.ts\n#EXTINF:-1,B\nhttp://p/2.ts\n");
    importer.take(stream("#EXTM3U\n#EXTINF:-1,Z\nhttp://z/1.ts"), null, options("other"));
    String shorter = "#EXTM3U\n#EXTINF:-1,A\nhttp://p/1.ts\n";

    assertThat(take(shorter).summary()).isEqualTo("1 unchanged, 1 missing");
    assertThat(ids()).containsExactly("own", "a", "b", "z");
    ImportOptions prune = new ImportOptions("tv", EntryFilter.ALL, Merge.NONE, true, true, false);
    assertThat(importer.take(stream(shorter), null, prune).summary())
        .isEqualTo("1 unchanged, 1 removed");
    assertThat(ids()).containsExactly("own", "a", "z");
  }

  @Test
  void shouldNotBelieveAListThatLosesMostOfItselfUnlessTold() throws IOException {
    take(numbered(30));
    ImportOptions prune = new ImportOptions("tv", EntryFilter.ALL, Merge.NONE, true, false, false);

    assertThatThrownBy(() -> importer.take(stream(numbered(14)), null, prune))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("lost 16 of its 30 channels")
        .hasMessageContaining("relay list refresh tv --force");
    assertThat(ids()).hasSize(30);
    importer.take(stream(numbered(16)), null, prune);
    assertThat(ids()).hasSize(16);
  }

  @Test
  void shouldSayWhatWouldChangeAndChangeNothing() throws IOException {
    take("#EXTM3U\n#EXTINF:-1,A\nhttp://p/1.ts\n#EXTINF:-1,B\nhttp://p/2.ts\n");
    List<ChannelDefinition> before = registry.all();
    ImportOptions dry = new ImportOptions("tv", EntryFilter.ALL, Merge.NONE, true, true, true);

    ImportReport report =
        importer.take(
            stream("#EXTM3U\n#EXTINF:-1,A\nhttp://p/9/1.ts\n#EXTINF:-1,C\nhttp://p/3.ts\n"),
            null,
            dry);

    assertThat(report.dryRun()).isTrue();
    assertThat(report.changes())
        .containsExactly(
            new Change("a", "A", Outcome.CHANGED, "urls"),
            new Change("c", "C", Outcome.ADDED, null),
            new Change("b", "B", Outcome.REMOVED, "not wanted or not in the list any more"));
    assertThat(registry.all()).isEqualTo(before);
    assertThat(store.saves).isEqualTo(1);
  }

  @Test
  void shouldMakeOneChannelOfSeveralEntriesWithItsAddressesForFailover() throws IOException {
    String list =
        """
        #EXTM3U
        #EXTINF:-1 tvg-id="one",One HD
        http://p/1.ts
        #EXTINF:-1 tvg-id="ONE" tvg-logo="http://l",one  hd
        http://q/1.ts
        #EXTINF:-1 tvg-id="one",One by another player
        http://r/1.ts|User-Agent=X
        #EXTINF:-1 tvg-id="two",One HD
        http://p/2.ts
        """;
    importer.take(
        stream(list),
        null,
        new ImportOptions("tv", EntryFilter.ALL, Merge.TVG_ID, false, true, false));

    assertThat(registry.find("one").orElseThrow().urls())
        .containsExactly(SourceUrl.parse("http://p/1.ts"), SourceUrl.parse("http://q/1.ts"));
    assertThat(registry.find("one").orElseThrow().logo()).isEqualTo("http://l");
    assertThat(registry.all()).hasSize(3);
    importer.take(
        stream(list),
        null,
        new ImportOptions("names", EntryFilter.ALL, Merge.NAME, false, true, true));
  }

  @Test
  void shouldTakeWhatIsWantedOnly() throws IOException {
    String list =
        """
        #EXTM3U
        #EXTINF:-1 group-title="UK | News;HD",BBC News
        http://p/1.ts
        #EXTINF:-1 group-title="UK | Sport",Sky Sports
        http://p/2.ts
        #EXTINF:-1,No group
        http://p/3.ts
        #EXTINF:-1 group-title="UK | News",Sky News XXX
        http://p/4.ts
        """;
    EntryFilter filter =
        new EntryFilter(
            patterns("uk*", "/^$/"), patterns("*news*", "No*"), patterns(), patterns("/x{3}/"));
    ImportReport report =
        importer.take(
            stream(list), null, new ImportOptions("tv", filter, Merge.NONE, false, true, false));

    assertThat(ids()).containsExactly("bbc-news", "no-group");
    assertThat(report.skipped()).containsExactly(Map.entry(Skip.FILTERED, 2));
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void shouldChangeNothingWhenThereIsNoRoomOrNoList() {
    assertThatThrownBy(() -> take(numbered(101)))
        .isInstanceOf(ListException.class)
        .hasMessageContaining("--max-channels");
    registry.put(ChannelDefinition.of("own", SourceUrl.parse("http://own/1.ts")));
    assertThatThrownBy(() -> take(numbered(100))).isInstanceOf(RegistryFullException.class);
    assertThatThrownBy(() -> take("<html>")).isInstanceOf(M3uException.class);
    assertThat(ids()).containsExactly("own");
  }

  @Test
  void shouldKeepAFewProblemsOfEachKind() throws IOException {
    String films =
        IntStream.range(0, 200)
            .mapToObj(i -> "#EXTINF:-1,F\nhttp://p/" + i + ".mkv\n")
            .collect(Collectors.joining());

    ImportReport report = take("#EXTM3U\n" + films + "#EXTINF:-1,R\nrtmp://p/1\n");

    assertThat(report.problems()).hasSize(Problems.MAX_PER_KIND + 1);
    assertThat(report.problemsLeftOut()).isEqualTo(150);
    assertThat(report.problems()).last().extracting(Problem::line).isEqualTo(402);
  }

  private static List<NamePattern> patterns(String... texts) {
    return Arrays.stream(texts).map(NamePattern::parse).toList();
  }

  private static String numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "#EXTINF:-1,Number " + i + "\nhttp://p/" + i + ".ts\n")
        .collect(Collectors.joining("", "#EXTM3U\n", ""));
  }

  private ImportReport take(String list) throws IOException {
    return importer.take(stream(list), null, options());
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ImportOptions options() {
    return options("tv");
  }

  private static ImportOptions options(String list) {
    return new ImportOptions(list, EntryFilter.ALL, Merge.NONE, false, true, false);
  }

  private static ChannelDefinition patched(ChannelDefinition old, String patch) {
    return ChannelJson.patch(old, patch.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> ids() {
    return registry.byId().keySet().stream().toList();
  }

  private String title(String id) {
    return registry.find(id).orElseThrow().title();
  }

  private Map<String, String> urlsById() {
    return registry.all().stream()
        .collect(Collectors.toMap(ChannelDefinition::id, c -> c.urls().get(0).original()));
  }
}
