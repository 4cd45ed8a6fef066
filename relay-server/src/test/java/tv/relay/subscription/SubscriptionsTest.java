package tv.relay.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.events.Event;
import tv.relay.events.EventLog;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.testing.LogLines;
import tv.relay.upstream.SourceClient;
import tv.relay.upstream.SourceTimeouts;

class SubscriptionsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path temporary;
  private final ManualClock clock = new ManualClock();
  private final EventLog events = new EventLog();
  private final List<String> taken = new ArrayList<>();
  private final SourceClient client =
      new SourceClient(
          new SourceTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)), "test", true);
  private DataFolder folder;
  private Path document;
  private String refusal;
  private RuntimeException defect;
  private Subscriptions subscriptions;

  @BeforeEach
  void open() throws IOException {
    document = Files.writeString(temporary.resolve("list.m3u"), "one");
    folder = DataFolder.open(temporary.resolve("data"));
    subscriptions = load();
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
    client.close();
  }

  @Test
  void shouldFetchAtOnceAndThenWhenDueAndOnlyWhatHasChanged() throws IOException {
    subscriptions.put(subscription("a", HOUR));
    subscriptions.tick();
    assertThat(taken).containsExactly("one");

    passAndTick(HOUR.minusSeconds(1));
    Files.writeString(document, "another");
    subscriptions.tick();
    assertThat(taken).hasSize(1);
    passAndTick(Duration.ofSeconds(1));
    assertThat(taken).containsExactly("one", "another");

    passAndTick(HOUR);
    assertThat(taken).hasSize(2);
    assertThat(standing("a").refreshedAt()).isEqualTo(clock.now);
    assertThat(events.since(0)).extracting(Event::text).containsExactly("list a: 3", "list a: 7");
  }

  @Test
  void shouldAskAgainSoonThenEverMoreSeldomAndTellOnce() throws IOException {
    Files.delete(document);
    subscriptions.put(subscription("a", HOUR));
    subscriptions.tick();
    String error = standing("a").error();
    assertThat(error).contains("there is no file").contains("list.m3u");

    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Instant next = subscriptions.find("a").orElseThrow().nextAt();
      waits.add(Duration.between(clock.now, next).toMinutes());
      clock.now = next;
      subscriptions.tick();
    }

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(events.since(0)).extracting(Event::kind).containsExactly(Event.Kind.REFRESH_FAILED);
    Files.writeString(document, "back");
    passAndTick(HOUR);
    assertThat(taken).containsExactly("back");
    assertThat(standing("a").error()).isNull();
    assertThat(standing("a").failures()).isZero();
  }

  @Test
  void shouldKeepWhatItKnowsOverARestart() {
    ObjectNode settings = JsonNodeFactory.instance.objectNode().put("prune", true);
    Subscription a = new Subscription("a", Location.ofFile(document.toString()), HOUR, settings);
    subscriptions.put(a);
    subscriptions.put(
        new Subscription(
            "b", Location.ofUrl("http://u:secret@h/?p=secret"), Duration.ZERO, settings));
    subscriptions.tick();

    Subscriptions again = load();

    assertThat(again.names()).containsExactly("a", "b");
    assertThat(again.find("a").orElseThrow().subscription()).isEqualTo(a);
    assertThat(again.find("a").orElseThrow().standing()).isEqualTo(standing("a"));
    again.tick();
    assertThat(taken).as("it has not changed").hasSize(1);
    assertThat(again.toString() + again.all()).doesNotContain("secret@").doesNotContain("p=secret");
  }

  @Test
  void shouldTakeItAnewWhenItIsForcedOrDefinedOtherwise() {
    subscriptions.put(subscription("a", Duration.ZERO));
    subscriptions.tick();
    passAndTick(Duration.ofDays(300));
    assertThat(taken).as("only when asked to").hasSize(1);

    subscriptions.refresh("a", false);
    assertThat(taken).hasSize(1);
    subscriptions.refresh("a", true);
    assertThat(taken).hasSize(2);
    subscriptions.put(subscription("a", HOUR));
    subscriptions.tick();
    assertThat(taken).hasSize(3);
    assertThat(subscriptions.refresh("unknown", true)).isEmpty();
  }

  @Test
  void shouldTellWhyItWasNotTakenAndKeepTheOldEdition() throws IOException {
    subscriptions.put(subscription("a", HOUR));
    subscriptions.tick();
    refusal = "too odd";
    Files.writeString(document, "second");
    passAndTick(HOUR);

    assertThat(standing("a").error()).isEqualTo("too odd");
    assertThat(standing("a").summary()).isEqualTo("3");
    refusal = null;
    passAndTick(HOUR);
    assertThat(taken).containsExactly("one", "second");
  }

  @Test
  void shouldSayWhatToDoAboutADefectAndAboutAFullDisk() throws IOException {
    subscriptions.put(subscription("a", HOUR));
    // Nothing can be put in its place.
    Path file = folder.path().resolve("lists.json");
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));
    defect = new IllegalStateException("odd");
    try (LogLines log = LogLines.ofRelay()) {
      subscriptions.tick();
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("ERROR list a") && line.contains("please report it"))
          .anyMatch(line -> line.contains("can't be saved") && line.contains("make room"));
    }
    assertThat(standing("a").error()).contains("please report it");
  }

  @Test
  void shouldForgetWhatIsRemoved() {
    subscriptions.put(subscription("a", HOUR));
    assertThat(subscriptions.remove("a")).isTrue();
    assertThat(subscriptions.remove("a")).isFalse();
    subscriptions.tick();
    assertThat(taken).containsExactly("removed a");
    assertThat(load().all()).isEmpty();
  }

  @Test
  void shouldBoundTheirNumber() {
    for (int i = 0; i < Subscriptions.MAX; i++) {
      subscriptions.put(subscription("s" + i, HOUR));
    }
    assertThatThrownBy(() -> subscriptions.put(subscription("more", HOUR)))
        .hasMessageContaining("already 100 lists");
  }

  @Test
  void shouldNotStartWithAFileItDoesntUnderstand() throws IOException {
    Files.writeString(folder.path().resolve("lists.json"), "{\"version\": 9}");
    assertThatThrownBy(this::load)
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("lists.json");
  }

  @Test
  void shouldUnpackWhateverIsPacked() throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(document))) {
      out.write("packed".getBytes(StandardCharsets.UTF_8));
    }
    subscriptions.put(subscription("a", HOUR));
    subscriptions.tick();
    assertThat(taken).containsExactly("packed");
  }

  private void passAndTick(Duration time) {
    clock.now = clock.now.plus(time);
    subscriptions.tick();
  }

  private Standing standing(String name) {
    return subscriptions.find(name).orElseThrow().standing();
  }

  private Subscription subscription(String name, Duration every) {
    return new Subscription(
        name, Location.ofFile(document.toString()), every, JsonNodeFactory.instance.objectNode());
  }

  private Subscriptions load() {
    return new Subscriptions(
        "list", folder, new Fetcher(client), Runnable::run, events, clock, new Recorder());
  }

  private final class Recorder implements Taker {
    @Override
    public Taken take(Subscription subscription, Document opened, boolean forced)
        throws IOException {
      if (defect != null) {
        throw defect;
      }
      if (refusal != null) {
        throw new IOException(refusal);
      }
      String text = new String(opened.body().readAllBytes(), StandardCharsets.UTF_8);
      taken.add(text);
      return new Taken(Integer.toString(text.length()), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void removed(Subscription subscription) {
      taken.add("removed " + subscription.name());
    }
  }

  private static final class ManualClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
