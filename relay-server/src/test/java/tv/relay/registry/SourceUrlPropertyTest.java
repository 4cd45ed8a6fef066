package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SourceUrlPropertyTest {
  /** A URL and everything in it that nobody may see. */
  record Secretive(String text, List<String> secrets) {}

  @Property
  void shouldNeverShowWhatMayBeACredential(@ForAll("secretive") Secretive given) {
    SourceUrl url = SourceUrl.parse(given.text());

    assertThat(given.secrets())
        .allSatisfy(
            secret -> {
              assertThat(url.redacted()).doesNotContain(secret);
              assertThat(url.toString()).doesNotContain(secret);
            });
  }

  @Property
  void shouldNotQuoteCredentialsOfARefusedUrl(@ForAll("secretive") Secretive given) {
    String refused = given.text().replaceFirst("://host[a-z]*", "://ho<st");

    InvalidDefinitionException e =
        catchThrowableOfType(
            InvalidDefinitionException.class, () -> SourceUrl.parse("ht" + refused));

    assertThat(given.secrets()).allSatisfy(s -> assertThat(e.getMessage()).doesNotContain(s));
  }

  @Property
  void shouldRefuseItsOwnRedactedFormWheneverSomethingIsHidden(
      @ForAll("secretive") Secretive given) {
    SourceUrl url = SourceUrl.parse(given.text());

    // Taken back, it must not lose anything that the original had.
    try {
      SourceUrl again = SourceUrl.parse(url.redacted());
      assertThat(again.uri()).isEqualTo(url.uri());
      assertThat(again.userInfo()).isEqualTo(url.userInfo());
    } catch (InvalidDefinitionException e) {
      assertThat(e).hasMessageContaining("PATCH");
    }
  }

  /** Secrets hold a capital letter, so that the host, which has none, can't contain one. */
  @Provide
  Arbitrary<Secretive> secretive() {
    Arbitrary<String> secret =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .withChars("äß€ ")
            .excludeChars('/', '?', '#', '\\', ' ', ':', '&', '=', '%', '[', ']')
            .ofMaxLength(12)
            .map(s -> "S" + s);
    Arbitrary<String> host =
        Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(8).map(s -> "host" + s);
    return Combinators.combine(
            secret.list().ofMaxSize(2),
            host,
            Arbitraries.integers().between(1, 65535).injectNull(0.5),
            secret.list().ofMaxSize(4),
            secret.list().ofMaxSize(3))
        .as(
            (user, at, port, path, query) -> {
              StringBuilder text = new StringBuilder("http://");
              if (!user.isEmpty()) {
                text.append(String.join(":", user)).append('@');
              }
              text.append(at).append(port == null ? "" : ":" + port);
              path.forEach(segment -> text.append('/').append(segment));
              for (int i = 0; i < query.size(); i++) {
                text.append(i == 0 ? '?' : '&').append("k=").append(query.get(i));
              }
              List<String> secrets = new ArrayList<>(user);
              secrets.addAll(path);
              secrets.addAll(query);
              return new Secretive(text.toString(), secrets);
            });
  }
}
