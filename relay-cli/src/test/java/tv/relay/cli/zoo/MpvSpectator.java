package tv.relay.cli.zoo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.relay.cli.program.ChildProcess;
import tv.relay.cli.program.Player;
import tv.relay.cli.testing.Run;

/**
 * mpv without a window. At each jump of the clock it says one line, whatever is sent to it. At one
 * of 5 s or more it begins anew with what it holds of the group before, which its decoder then
 * complains about; and where the link brings nothing it says so.
 */
final class MpvSpectator implements Spectator {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern STATUS = Pattern.compile("(?:\\x1b\\[K)?T=([^,]*),drop=(\\d*)\\s*");
  private static final String JUMP = "Invalid audio PTS";
  private static final String RESET = "Reset playback due to audio timestamp reset";
  private static final String DECODER = "[ffmpeg/video]";
  private static final int DECODER_LINES_A_RESET = 3;
  private static final List<String> DRY =
      List.of(
          "Audio device underrun detected.",
          "Audio/Video desynchronisation detected!",
          "hardware, temporary CPU spikes, broken drivers",
          "position will not match to the video");
  private static final String PICTURE_JUMP = "Invalid video timestamp";

  private final ChildProcess process;
  private final List<String> others = new ArrayList<>();
  private boolean endedEarly;
  private String stateInTheMiddle = "";
  private String state = "";
  private int jumps;
  private int pictureJumps;
  private int resets;
  private int decoderLines;

  private MpvSpectator(ChildProcess process) {
    this.process = process;
  }

  static MpvSpectator watch(URI url, Path folder) throws IOException {
    List<String> command =
        List.of(
            Player.MPV.installed(),
            "--no-config",
            "--vo=null",
            "--ao=null",
            "--msg-level=all=warn,statusline=status",
            "--term-status-msg=T=${=time-pos},drop=${=frame-drop-count}",
            url.toString());
    return new MpvSpectator(ChildProcess.start(folder, command, Map.of()));
  }

  @Override
  public String name() {
    return "mpv";
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
    String said = run.out() + "\n" + run.err();
    for (String line : STATUS.matcher(said).replaceAll("\n").split("[\r\n]+")) {
      count(line);
    }
    List<String> states = STATUS.matcher(said).results().map(m -> m.group()).toList();
    int count = states.size();
    if (count > 1 && seconds(states.get(count - 1)) == 0) {
      // As it ends it may say once more where it is, and that this is at 0.
      count--;
    }
    if (count > 0) {
      stateInTheMiddle = states.get(count / 2);
      state = states.get(count - 1);
    }
  }

  private void count(String line) {
    if (line.contains(JUMP)) {
      jumps++;
    } else if (line.contains(PICTURE_JUMP)) {
      pictureJumps++;
    } else if (line.contains(RESET)) {
      resets++;
    } else if (line.contains(DECODER)) {
      decoderLines++;
    } else if (!line.isBlank() && DRY.stream().noneMatch(line::contains)) {
      others.add(line);
    }
  }

  @Override
  public List<String> complaints(long skips, Duration stopped) {
    List<String> complaints = new ArrayList<>(others);
    if (endedEarly) {
      complaints.add("ended early: " + process);
    }
    if (Math.max(Math.max(jumps, pictureJumps), resets) > skips
        || decoderLines > DECODER_LINES_A_RESET * resets) {
      complaints.add(summary());
    }
    if (!timeWentOn()) {
      complaints.add("time has not gone on: " + stateInTheMiddle + " and at the end " + state);
    }
    return complaints;
  }

  private boolean timeWentOn() {
    return seconds(state) > seconds(stateInTheMiddle);
  }

  @Override
  public boolean playedOn() {
    return !endedEarly && timeWentOn();
  }

  private static double seconds(String status) {
    Matcher matcher = STATUS.matcher(status);
    return matcher.matches() && !matcher.group(1).isEmpty()
        ? Double.parseDouble(matcher.group(1))
        : 0;
  }

  @Override
  public String summary() {
    return "%d x %s, %d x video, %d resets with %d decoder lines, %d other lines, %s"
        .formatted(jumps, JUMP, pictureJumps, resets, decoderLines, others.size(), state.strip());
  }

  @Override
  public void close() {
    process.close();
  }
}
