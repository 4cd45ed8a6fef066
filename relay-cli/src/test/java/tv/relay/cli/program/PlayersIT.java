package tv.relay.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tv.relay.cli.testing.Run;

/**
 * What real players say of the demo. Each is the first client of a demo of its own, so that it
 * starts where the clip starts and every frame can be asked for.
 */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
final class PlayersIT {
  /** Held by those who count what a player drops, which it also does on a machine that is busy. */
  private static final String PLAYERS_LOCK = "players";

  /** For a player that starts slowly on a busy machine; beyond what it plays. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Pattern MPV_STATUS =
      Pattern.compile("\\s*(?:\\x1b\\[K)?V=(\\d+),drop=(\\d+)");

  @TempDir private Path folder;

  @Test
  void shouldPlayInFfmpegForHalfAMinuteWithoutOneComplaint() throws Exception {
    String ffmpeg = Player.FFMPEG.installed();
    try (DemoProcess demo = DemoProcess.start(folder)) {
      Run run =
          play(
              demo,
              Player.FFMPEG,
              ffmpeg + " -hide_banner -nostdin -threads 1 -v repeat+warning -nostats",
              "-i " + demo.liveUrl() + " -t 30 -f null -");

      assertThat(run).isEqualTo(new Run(0, "", ""));
    }
  }

  @Test
  void shouldGiveFfprobeEveryFrame() throws Exception {
    String ffprobe = Player.FFPROBE.installed();
    try (DemoProcess demo = DemoProcess.start(folder)) {
      Run run =
          play(
              demo,
              Player.FFPROBE,
              ffprobe + " -v error -count_frames -read_intervals %+10 -select_streams v:0",
              "-show_entries stream=nb_read_frames -of csv=p=0 " + demo.liveUrl());

      assertThat(run.err()).isEmpty();
      // Once for the stream and once for its programme.
      assertThat(run.out().lines().filter(line -> !line.isBlank()).distinct())
          .containsExactly("250");
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  @ResourceLock(PLAYERS_LOCK)
  void shouldPlayInMpvWithNothingDropped() throws Exception {
    String mpv = Player.MPV.installed();
    try (DemoProcess demo = DemoProcess.start(folder)) {
      Run run =
          play(
              demo,
              Player.MPV,
              mpv + " --no-config --vo=null --ao=null --length=5",
              "--msg-level=all=error,statusline=status",
              "--term-status-msg=V=${estimated-frame-number},drop=${frame-drop-count}",
              demo.liveUrl().toString());

      assertThat(run.exitCode()).as(run.toString()).isZero();
      // Its status line, again and again, and nothing else.
      assertThat(MPV_STATUS.matcher(run.out() + run.err()).replaceAll("")).isBlank();
      List<MatchResult> states = MPV_STATUS.matcher(run.err()).results().toList();
      assertThat(states).isNotEmpty();
      MatchResult last = states.get(states.size() - 1);
      // 25 a second for 5 seconds; the last line is printed a few frames before the end.
      assertThat(Integer.parseInt(last.group(1))).as("frames played").isBetween(115, 126);
      assertThat(last.group(2)).as("frames dropped").isEqualTo("0");
    }
  }

  /** By the list, as the README tells its users. */
  @Test
  @ResourceLock(PLAYERS_LOCK)
  void shouldPlayInVlcWithNothingLost() throws Exception {
    String cvlc = Player.VLC.installed();
    try (DemoProcess demo = DemoProcess.start(folder);
        Vlc vlc = Vlc.play(cvlc, demo.url("/playlist.m3u"), folder)) {
      new Watched(demo, Player.VLC)
          .until(() -> vlc.latest().displayed() > 140 || !vlc.running(), PATIENCE)
          .assertSaw(1);
      Vlc.Statistics statistics = vlc.latest();

      assertThat(statistics.displayed()).as(vlc.toString()).isGreaterThan(140);
      assertThat(statistics.discontinuities()).as(vlc.toString()).isZero();
      assertThat(statistics.corrupted()).as(vlc.toString()).isZero();
      assertThat(statistics.framesLost()).as(vlc.toString()).isZero();
      assertThat(vlc.shutdown().exitCode()).isZero();
    }
  }

  /** Those that join later see counters that go on too: ffmpeg checks them without decoding. */
  @Test
  void shouldKeepTheCountersOfEachOfSeveralPlayers() throws Exception {
    String ffmpeg = Player.FFMPEG.installed();
    try (DemoProcess demo = DemoProcess.start(folder)) {
      List<ChildProcess> players = new ArrayList<>();
      try {
        for (int i = 0; i < 3; i++) {
          players.add(
              start(
                  ffmpeg + " -nostdin -v debug",
                  "-i " + demo.liveUrl() + " -t 8 -map 0 -c copy -f null -"));
        }
        new Watched(demo, Player.FFMPEG)
            .until(() -> players.stream().noneMatch(ChildProcess::running), PATIENCE)
            .assertSaw(3);

        for (ChildProcess player : players) {
          Run run = player.awaitEnd(PATIENCE);
          assertThat(run.exitCode()).as(player.toString()).isZero();
          assertThat(run.err()).doesNotContain("Continuity check failed");
        }
      } finally {
        players.forEach(ChildProcess::close);
      }
    }
  }

  /** Runs a player to its end and watches the status meanwhile. */
  private Run play(DemoProcess demo, Player player, String... command) throws Exception {
    try (ChildProcess process = start(command)) {
      new Watched(demo, player).until(() -> !process.running(), PATIENCE).assertSaw(1);
      return process.awaitEnd(PATIENCE);
    }
  }

  /** Starts a command that is given in pieces, whose words have no spaces. */
  private ChildProcess start(String... pieces) throws IOException {
    return ChildProcess.start(folder, List.of(String.join(" ", pieces).split(" ")), Map.of());
  }
}
