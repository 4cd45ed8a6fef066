package tv.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.registry.AccountDefinition;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;
import tv.relay.registry.Upkeep;
import tv.relay.testing.FairWatch;
import tv.relay.testing.Http;
import tv.relay.testing.Programme;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;
import tv.relay.testing.TsClient;

/** Providers that allow so many connections and not one more. */
class ProviderAccountTest {
  private static final Duration SETTLE = Duration.ofMillis(300);

  /** Longer than any test: what waits for it fails by its own patience. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private static AccountDefinition account(String name, int most) {
    return new AccountDefinition(name, most, SETTLE, null);
  }

  private static ChannelDefinition channel(String id, String account, ScriptedUpstream source) {
    return new ChannelDefinition(
        id,
        List.of(SourceUrl.parse(source.uri("/live/u/s3cret/1.ts").toString())),
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        account,
        Upkeep.ON_DEMAND,
        null);
  }

  /** Done means, point 4 of the issue: the account with one connection. */
  @Test
  void shouldZapAHundredTimesOnOneConnection() throws Exception {
    try (RunningRelay relay = RunningRelay.relay().linger(LONG).start();
        OneConnectionProvider provider = new OneConnectionProvider(4)) {
      relay.account(account("prov", 1));
      for (int i = 0; i < 4; i++) {
        relay.channel(channel("ch" + i, "prov", provider.channel(i)));
      }
      Duration longest = Duration.ZERO;
      TsClient last = TsClient.get(relay.live("ch0"));
      last.awaitPackets(50);
      for (int zap = 1; zap <= 100; zap++) {
        boolean openFirst = zap % 2 == 0;
        if (!openFirst) {
          last.close();
        }
        FairWatch asked = FairWatch.start();
        TsClient next = TsClient.get(relay.live("ch" + zap % 4));
        if (openFirst) {
          last.close();
        }
        assertThat(next.status()).as("status of zap " + zap).isEqualTo(200);
        next.verifier().expectStream(provider.streamOf(zap % 4));
        next.awaitPackets(1);
        Duration waited = asked.elapsed();
        longest = waited.compareTo(longest) > 0 ? waited : longest;
        next.awaitPackets(50).verifier().assertComplete();
        last = next;
      }
      last.close();
      System.out.printf(
          "100 zaps on one connection: longest wait %d ms with a settle delay of %d ms, provider"
              + " saw at most %d at once, %d in all%n",
          longest.toMillis(), SETTLE.toMillis(), provider.most(), provider.total());
      assertThat(provider.most()).as("connections at once").isEqualTo(1);
      assertThat(provider.total()).isEqualTo(101);
      assertThat(longest).isLessThan(SETTLE.plusSeconds(1));
      assertThat(events(relay)).contains("handed-over").doesNotContain("account-full");
    }
  }

  @Test
  void shouldSayWhichAccountIsFullAndWhoHasIt() throws Exception {
    try (RunningRelay relay = RunningRelay.relay().zapWait(Duration.ofMillis(300)).start();
        ScriptedUpstream one = ScriptedUpstream.start(Script.ok());
        ScriptedUpstream two = ScriptedUpstream.start(Programme.numbered(2), Script.ok())) {
      relay.account(account("prov", 1));
      relay.channel(channel("one", "prov", one)).channel(channel("two", "prov", two));
      try (TsClient watching = TsClient.get(relay.live("one"))) {
        watching.awaitPackets(20);

        Http.Answer answer = relay.http().get("/live/two.ts");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
            .isEqualTo("the account prov has its limit of 1 connection, in use by one\n");
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(two.totalConnections()).isZero();
        relay.awaitState("two", "idle");
        JsonNode account = relay.status().path("accounts").path(0);
        assertThat(account.path("name").asText()).isEqualTo("prov");
        assertThat(account.path("used").asInt()).isEqualTo(1);
        assertThat(account.path("holders").path(0).asText()).isEqualTo("one");
        assertThat(account.path("waiting")).isEmpty();
        assertThat(events(relay)).contains("account-full");
        assertThat(relay.admin().get("/api/v1/events").body() + relay.status())
            .doesNotContain("s3cret");
        watching.awaitMorePackets(100).verifier().assertComplete();
      }
    }
  }

  @Test
  void shouldShowWhoWaits() throws Exception {
    try (RunningRelay relay = RunningRelay.relay().maxConnections(1).start();
        ScriptedUpstream one = ScriptedUpstream.start(Script.ok());
        ScriptedUpstream two = ScriptedUpstream.start(Programme.numbered(2), Script.ok())) {
      relay.channel("one", one.uri()).channel("two", two.uri());
      TsClient first = TsClient.get(relay.live("one")).awaitPackets(20);
      try (TsClient second = TsClient.get(relay.live("two"))) {
        relay.awaitState("two", "waiting");
        JsonNode account = relay.status().path("accounts").path(0);
        assertThat(account.path("name").asText()).isEqualTo("127.0.0.1");
        assertThat(account.path("registered").asBoolean()).isFalse();
        assertThat(account.path("waiting").path(0).asText()).isEqualTo("two");
        // Not a byte of an answer, so that it can still be a no.
        assertThat(second.bytesReceived()).isZero();
        first.close();
        second.awaitPackets(20).verifier().assertComplete();
      }
    }
  }

  /** Those who came first are served first, however many come after them. */
  @Test
  void shouldServeThoseWhoWaitInTheirOrder() throws Exception {
    List<ScriptedUpstream> upstreams = new ArrayList<>();
    try (RunningRelay relay =
        RunningRelay.relay()
            .maxConnections(1)
            .settle(Duration.ofMillis(50))
            .zapWait(LONG)
            .start()) {
      List<TsClient> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ScriptedUpstream upstream = ScriptedUpstream.start(Programme.numbered(i + 1), Script.ok());
        upstreams.add(upstream);
        relay.channel("ch" + i, upstream.uri());
        clients.add(TsClient.get(relay.live("ch" + i)));
        relay.awaitState("ch" + i, i == 0 ? "live" : "waiting");
      }
      for (int i = 0; i < 5; i++) {
        clients.get(i).awaitPackets(10).verifier().assertComplete();
        for (int later = i + 1; later < 5; later++) {
          assertThat(upstreams.get(later).totalConnections()).isZero();
        }
        clients.get(i).close();
      }
    } finally {
      upstreams.forEach(ScriptedUpstream::close);
    }
  }

  @Test
  void shouldTakeASourceOfAnotherAccountWithoutBlamingTheFullOne() throws Exception {
    try (RunningRelay relay = RunningRelay.start();
        ScriptedUpstream full = ScriptedUpstream.start(Script.ok());
        ScriptedUpstream other = ScriptedUpstream.start(Programme.numbered(2), Script.ok())) {
      String first = full.uri("/live/u/s3cret/1.ts").toString();
      relay.account(new AccountDefinition("prov", 1, SETTLE, SourceUrl.parse(first)));
      relay.channel("one", first).channel("two", first, other.uri().toString());
      try (TsClient one = TsClient.get(relay.live("one")).awaitPackets(20)) {
        try (TsClient two = TsClient.get(relay.live("two")).awaitPackets(20)) {
          two.verifier().expectStream(2).assertComplete();
          assertThat(full.totalConnections()).isEqualTo(1);
          JsonNode source = relay.status("two").path("sources").path(0);
          assertThat(source.path("state").asText()).isEqualTo("idle");
          assertThat(source.path("tries").asInt()).isZero();
        }
        relay.awaitState("two", "idle");
        one.verifier().assertComplete();
      }
      relay.awaitState("one", "idle");
      // The next time it is the first source again.
      try (TsClient two = TsClient.get(relay.live("two")).awaitPackets(20)) {
        two.verifier().expectStream(1).assertComplete();
      }
    }
  }

  /** The reader of a channel that is cut goes before newcomers, and stays within the limit. */
  @Test
  void shouldKeepTheConnectionOfThoseWhoWatchThroughACut() throws Exception {
    try (RunningRelay relay =
            RunningRelay.relay().maxConnections(1).settle(Duration.ofSeconds(1)).start();
        ScriptedUpstream cuts =
            ScriptedUpstream.start(Script.ok().resetAfter(188 * 400), Script.ok());
        ScriptedUpstream two = ScriptedUpstream.start(Programme.numbered(2), Script.ok())) {
      relay.channel("one", cuts.uri()).channel("two", two.uri());
      try (TsClient watching = TsClient.get(relay.live("one")).awaitPackets(20);
          TsClient newcomer = TsClient.get(relay.live("two"))) {
        relay.awaitState("two", "waiting");
        cuts.awaitConnections(2);
        watching.awaitPackets(600).verifier().assertClean();
        assertThat(two.totalConnections()).isZero();
        assertThat(newcomer.bytesReceived()).isZero();
      }
    }
  }

  @Test
  void shouldAdministerAccountsAndKeepThem(@TempDir Path folder) throws Exception {
    String body =
        "{\"maxConnections\": 2, \"settleMillis\": 700,"
            + " \"source\": \"http://p.example/live/u/s3cret/1.ts\"}";
    try (RunningRelay relay = RunningRelay.relay().dataDir(folder).start()) {
      assertThat(relay.http().get("/api/v1/accounts").status()).isEqualTo(401);
      assertThat(relay.admin().put("/api/v1/accounts/prov", body).status()).isEqualTo(201);
      Http.Answer again = relay.admin().put("/api/v1/accounts/prov", body);
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.body()).contains("\"source\":\"http://p.example/…\"");
      assertRefused(relay, "/api/v1/accounts/x", "{\"maxConnections\": 0}", "maxConnections");
      assertRefused(relay, "/api/v1/accounts/x", "{}", "maxConnections");
      assertRefused(relay, "/api/v1/accounts/x", "{\"maxConnections\": 1, \"most\": 2}", "most");
      assertRefused(relay, "/api/v1/accounts/other", body, "source");
      assertRefused(
          relay, "/api/v1/channels/c", "{\"urls\":[\"http://h/\"],\"account\":\"nix\"}", "account");
      relay.admin().put("/api/v1/channels/c", "{\"urls\":[\"http://h/\"],\"account\":\"prov\"}");
      Http.Answer inUse = relay.admin().delete("/api/v1/accounts/prov");
      assertThat(inUse.status()).isEqualTo(409);
      assertThat(inUse.body()).contains("the channel c");
    }
    try (RunningRelay relay = RunningRelay.relay().dataDir(folder).start()) {
      assertThat(relay.admin().get("/api/v1/accounts/prov?secrets=true").body())
          .contains("/live/u/s3cret/1.ts");
      assertThat(relay.admin().get("/api/v1/accounts").body()).doesNotContain("s3cret");
      relay.remove("c");
      assertThat(relay.admin().delete("/api/v1/accounts/prov").status()).isEqualTo(204);
      assertThat(relay.admin().delete("/api/v1/accounts/prov").status()).isEqualTo(404);
    }
    assertThat(Files.readString(folder.resolve("channels.json"))).doesNotContain("accounts");
  }

  private static void assertRefused(RunningRelay relay, String path, String body, String field) {
    Http.Answer answer = relay.admin().put(path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(RunningRelay.json(answer.body()).path("field").asText()).isEqualTo(field);
    assertThat(answer.body()).doesNotContain("s3cret");
  }

  private static List<String> events(RunningRelay relay) {
    List<String> kinds = new ArrayList<>();
    RunningRelay.json(relay.admin().get("/api/v1/events").body())
        .path("events")
        .forEach(event -> kinds.add(event.path("kind").asText()));
    return kinds;
  }
}
