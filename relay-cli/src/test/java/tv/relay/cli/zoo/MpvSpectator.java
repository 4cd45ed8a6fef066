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

/** mpv without a window. At each jump of the clock it says one line, whatever is sent to it. */
final class MpvSpectator implements Spectator {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern STATUS = Pattern.compile("(?:\\x1b\\[K)?T=([^,]*),drop=(\\d*)\\s*");
  private static final String JUMP = "Invalid audio PTS";

  private final ChildProcess process;
  private final List<String> others = new ArrayList<>();
  private boolean endedEarly;
  private String stateInTheMiddle = "";
  private String state = "";
  private int jumps;

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
      if (line.contains(JUMP)) {
        jumps++;
      } else if (!line.isBlank()) {
        others.add(line);
      }
    }
    List<String> states = STATUS.matcher(said).results().map(m -> m.group()).toList();
    if (!states.isEmpty()) {
      stateInTheMiddle = states.get(states.size() / 2);
      state = states.get(states.size() - 1);
    }
  }

  @Override
  public List<String> complaints(long skips) {
    List<String> complaints = new ArrayList<>(others);
    if (endedEarly) {
      complaints.add("ended early: " + process);
    }
    if (jumps > skips) {
      complaints.add(jumps + " times '" + JUMP + "'");
    }
    if (seconds(state) <= seconds(stateInTheMiddle)) {
      complaints.add("time has not gone on: " + stateInTheMiddle + " and at the end " + state);
    }
    return complaints;
  }

  private static double seconds(String status) {
    Matcher matcher = STATUS.matcher(status);
    return matcher.matches() && !matcher.group(1).isEmpty()
        ? Double.parseDouble(matcher.group(1))
        : 0;
  }

  @Override
  public String summary() {
    return jumps + " x " + JUMP + ", " + others.size() + " other lines, " + state.strip();
  }

  @Override
  public void close() {
    process.close();
  }
}
