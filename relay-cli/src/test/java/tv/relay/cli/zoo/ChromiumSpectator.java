package tv.relay.cli.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tv.relay.cli.program.ChildProcess;
import tv.relay.cli.program.Player;

/** Chromium without a window, on a page that plays the stream with mpegts.js. */
final class ChromiumSpectator implements Spectator {
  /** {@code HTMLMediaElement.HAVE_FUTURE_DATA}: it plays, and goes on. */
  private static final int PLAYING = 3;

  private static final int LONGEST_STILL_SECONDS = 10;

  /** Of what the page says four times a second. */
  private static final int TEN_SECONDS = 40;

  private final ChildProcess process;
  private final PlayerPage page;
  private final Path profile;
  private boolean endedEarly;
  private List<JsonNode> states = List.of();

  private ChromiumSpectator(ChildProcess process, PlayerPage page, Path profile) {
    this.process = process;
    this.page = page;
    this.profile = profile;
  }

  static ChromiumSpectator watch(URI url, Path folder) throws IOException {
    PlayerPage page = new PlayerPage(Player.mpegtsJs());
    Path profile = Files.createTempDirectory("relay-chromium-");
    List<String> command = new ArrayList<>(Player.headlessChromium(profile));
    command.add("--autoplay-policy=no-user-gesture-required");
    command.add(page.playing(url).toString());
    return new ChromiumSpectator(
        ChildProcess.start(folder, command, Map.of("HOME", profile.toString())), page, profile);
  }

  @Override
  public String name() {
    return "Chromium";
  }

  @Override
  public void look() {
    endedEarly |= !process.running();
  }

  @Override
  public void leave() {
    look();
    states = page.states();
    process.close();
  }

  @Override
  public List<String> complaints(long skips, Duration stopped) {
    List<String> complaints = new ArrayList<>();
    if (endedEarly) {
      complaints.add("ended early: " + process);
    }
    if (states.size() < TEN_SECONDS) {
      complaints.add("the page has said no more than " + states);
      return complaints;
    }
    last().path("errors").forEach(error -> complaints.add(error.asText()));
    if (longestStillSeconds() > LONGEST_STILL_SECONDS + stopped.toSeconds()) {
      complaints.add("stood still for " + longestStillSeconds() + " s");
    }
    List<JsonNode> end = lastTenSeconds();
    if (!timeWentOn()) {
      complaints.add("has not played on at the end: " + end);
    }
    if (end.stream().noneMatch(ChromiumSpectator::isReady)) {
      complaints.add("has not been ready at the end: " + end);
    }
    return complaints;
  }

  @Override
  public boolean playedOn() {
    return !endedEarly
        && states.size() >= TEN_SECONDS
        && timeWentOn()
        && lastTenSeconds().stream().anyMatch(ChromiumSpectator::isReady);
  }

  private boolean timeWentOn() {
    return time(last()) - time(lastTenSeconds().get(0)) >= 2;
  }

  private List<JsonNode> lastTenSeconds() {
    return states.subList(states.size() - TEN_SECONDS, states.size());
  }

  private static boolean isReady(JsonNode state) {
    return state.path("readyState").asInt() >= PLAYING;
  }

  private JsonNode last() {
    return states.get(states.size() - 1);
  }

  private static double time(JsonNode state) {
    return state.path("currentTime").asDouble();
  }

  /** From its first picture on. */
  private double longestStillSeconds() {
    int longest = 0;
    int still = 0;
    for (int i = 1; i < states.size(); i++) {
      boolean begun = time(states.get(i - 1)) > 0;
      still = begun && time(states.get(i)) <= time(states.get(i - 1)) ? still + 1 : 0;
      longest = Math.max(longest, still);
    }
    return longest / 4.0;
  }

  @Override
  public String summary() {
    if (states.isEmpty()) {
      return "nothing";
    }
    long ready = states.stream().filter(ChromiumSpectator::isReady).count();
    return String.format(
        Locale.ROOT,
        "%d errors, played to %.1f s in %.1f s, ready %d %%, still %.1f s at most, %d frames",
        last().path("errors").size(),
        time(last()),
        states.size() / 4.0,
        100 * ready / states.size(),
        longestStillSeconds(),
        last().path("frames").asLong());
  }

  @Override
  public void close() throws IOException {
    process.close();
    page.close();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(ChromiumSpectator::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
