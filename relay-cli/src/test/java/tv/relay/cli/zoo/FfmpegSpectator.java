package tv.relay.cli.zoo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tv.relay.cli.program.ChildProcess;
import tv.relay.cli.program.Player;
import tv.relay.cli.testing.Run;

/** ffmpeg, which decodes all that comes and says what is wrong with it. */
final class FfmpegSpectator implements Spectator {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String OPTIONS =
      " -hide_banner -nostdin -threads 1 -v repeat+warning -nostats -i ";

  private final ChildProcess process;
  private boolean endedEarly;
  private List<String> lines = List.of();

  private FfmpegSpectator(ChildProcess process) {
    this.process = process;
  }

  static FfmpegSpectator watch(URI url, Path folder) throws IOException {
    String command = Player.FFMPEG.installed() + OPTIONS + url + " -f null -";
    return new FfmpegSpectator(ChildProcess.start(folder, List.of(command.split(" ")), Map.of()));
  }

  @Override
  public String name() {
    return "ffmpeg";
  }

  @Override
  public void look() {
    endedEarly |= !process.running();
  }

  @Override
  public void leave() throws Exception {
    look();
    process.terminate();
    Run run = process.awaitEnd(PATIENCE);
    lines = run.err().lines().toList();
  }

  @Override
  public List<String> complaints(long skips, Duration stopped) {
    return endedEarly ? List.of("ended early: " + process) : lines;
  }

  @Override
  public boolean playedOn() {
    return !endedEarly;
  }

  @Override
  public String summary() {
    return lines.size() + " lines";
  }

  @Override
  public void close() {
    process.close();
  }
}
