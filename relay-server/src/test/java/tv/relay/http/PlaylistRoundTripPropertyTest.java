package tv.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tv.relay.lists.EntryFilter;
import tv.relay.lists.ImportOptions;
import tv.relay.lists.ImportReport;
import tv.relay.lists.Importer;
import tv.relay.registry.Catalogue;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.ChannelStore;
import tv.relay.registry.Registry;
import tv.relay.registry.SourceUrl;

/** What one relay gives as its list, another takes in, and then gives the same. */
class PlaylistRoundTripPropertyTest {

  private static final String SAME_AS_ID = "same-as-id";

  @Property(tries = 300)
  void shouldLoseNothingOnTheWayThroughAnotherRelay(
      @ForAll("channels") List<ChannelDefinition> channels) throws IOException {
    byte[] list = list(channels);
    Registry other = Registry.open(new Nowhere(), 100);

    ImportReport report =
        new Importer(other, Path.of(System.getProperty("java.io.tmpdir")))
            .take(
                new ByteArrayInputStream(list),
                null,
                new ImportOptions(
                    "other", EntryFilter.ALL, ImportOptions.Merge.NONE, false, true, false));

    assertThat(report.skipped()).isEmpty();
    List<ChannelDefinition> taken = List.copyOf(other.byId().values());
    assertThat(taken).extracting(ChannelDefinition::id).isEqualTo(ids(channels));
    for (int i = 0; i < channels.size(); i++) {
      ChannelDefinition given = channels.get(i);
      ChannelDefinition got = taken.get(i);
      assertThat(got.title()).isEqualTo(quoted(given.title() != null ? given.title() : given.id()));
      assertThat(got.group()).isEqualTo(quoted(given.group()));
      assertThat(got.logo()).isEqualTo(quoted(given.logo()));
      assertThat(got.tvgId()).isEqualTo(quoted(given.tvgId()));
      assertThat(got.number()).isEqualTo(given.number());
      assertThat(got.urls())
          .containsExactly(SourceUrl.parse("http://one/live/" + given.id() + ".ts"));
    }
    assertThat(list(taken)).isEqualTo(list);
  }

  private static byte[] list(List<ChannelDefinition> channels) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    PlaylistPieces pieces =
        new PlaylistPieces(channels, "http://one", true, List.of("#KODIPROP:mimetype=video/mp2t"));
    for (ByteBuffer piece = pieces.next(); piece != null; piece = pieces.next()) {
      list.write(piece.array(), piece.position(), piece.remaining());
    }
    return list.toByteArray();
  }

  private static List<String> ids(List<ChannelDefinition> channels) {
    return channels.stream().map(ChannelDefinition::id).toList();
  }

  /** No attribute can hold a double quote. */
  private static String quoted(String text) {
    return text == null ? null : text.replace('"', '\'');
  }

  @Provide
  Arbitrary<List<ChannelDefinition>> channels() {
    Arbitrary<String> text = texts().injectNull(0.3);
    Arbitrary<String> ids =
        Arbitraries.strings()
            .alpha()
            .numeric()
            .withChars("._-")
            .ofMinLength(1)
            .ofMaxLength(64)
            .filter(ChannelDefinition::isId);
    return Combinators.combine(
            ids,
            text,
            text,
            text.map(path -> path == null ? null : "http://h/" + path.replaceAll("\\s", "")),
            // The id itself, too, which is also what a channel without any is given in the list.
            Arbitraries.oneOf(text, text, Arbitraries.just(SAME_AS_ID)),
            Arbitraries.integers().between(0, 999_999).injectNull(0.3))
        .as(
            (id, title, group, logo, tvgId, number) ->
                new ChannelDefinition(
                    id,
                    List.of(SourceUrl.parse("http://p/" + id)),
                    title,
                    group,
                    logo,
                    SAME_AS_ID.equals(tvgId) ? id : tvgId,
                    number,
                    null,
                    Map.of()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .uniqueElements(ChannelDefinition::id);
  }

  /** Whatever a definition takes, and much of what M3U is made of. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.of("\"", "'", ",", "=", " ", ";", "|", "#", " a=\"", "\",", "channel-id="),
            Arbitraries.strings().all().ofMaxLength(8))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            pieces -> {
              List<Integer> kept = new ArrayList<>();
              String.join("", pieces)
                  .codePoints()
                  .filter(c -> !Character.isISOControl(c) && c != 0x2028 && c != 0x2029)
                  .filter(c -> Character.getType(c) != Character.SURROGATE)
                  .forEach(kept::add);
              StringBuilder text = new StringBuilder();
              kept.forEach(text::appendCodePoint);
              return text.toString().strip();
            });
  }

  private static final class Nowhere implements ChannelStore {
    @Override
    public Catalogue load() {
      return Catalogue.empty();
    }

    @Override
    public void save(Catalogue catalogue) {}
  }
}
