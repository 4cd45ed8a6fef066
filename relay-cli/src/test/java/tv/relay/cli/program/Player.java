package tv.relay.cli.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tv.relay.testing.CiRule;

/** A program that plays or examines streams, as Debian has it. */
public enum Player {
  FFMPEG("ffmpeg", "ffmpeg", "Lavf/"),
  FFPROBE("ffprobe", "ffmpeg", "Lavf/"),
  MPV("mpv", "mpv", "libmpv"),
  VLC("cvlc", "vlc-bin vlc-plugin-base", "VLC/"),
  CHROMIUM("chromium", "chromium", "Mozilla/");

  /** Where scripts/test puts it. */
  private static final Path MPEGTS_JS =
      Path.of(System.getProperty("basedir", "."))
          .resolve("target/players/node_modules/mpegts.js/dist/mpegts.js");

  private final String command;
  private final String packages;
  private final String userAgent;

  Player(String command, String packages, String userAgent) {
    this.command = command;
    this.packages = packages;
    this.userAgent = userAgent;
  }

  /** Where it is; without it the test is skipped, and in CI fails. */
  public String installed() {
    Optional<Path> found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, command))
            .filter(Files::isExecutable)
            .findFirst();
    return found.isPresent()
        ? found.get().toString()
        : CiRule.missing(
            "there is no " + command + " (on Debian: apt-get install " + packages + ")");
  }

  /**
   * Chromium without a window, as one that talks to nobody but us; pages are to be added.
   *
   * @param profile a new folder
   */
  public static List<String> headlessChromium(Path profile) {
    return List.of(
        CHROMIUM.installed(),
        "--headless",
        "--disable-gpu",
        // It refuses to be root in its sandbox; here it is given nothing but our own page.
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--mute-audio",
        "--user-data-dir=" + profile,
        "--remote-debugging-port=0");
  }

  /** The player that Chromium is given; without it the test is skipped, and in CI fails. */
  public static Path mpegtsJs() {
    return Files.isRegularFile(MPEGTS_JS)
        ? MPEGTS_JS
        : CiRule.missing("there is no mpegts.js (scripts/test gets it with npm)");
  }

  /** How its user agent begins. */
  String userAgent() {
    return userAgent;
  }
}
