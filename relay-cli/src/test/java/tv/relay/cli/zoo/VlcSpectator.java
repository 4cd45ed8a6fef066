package tv.relay.cli.zoo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.relay.cli.program.Player;
import tv.relay.cli.program.Vlc;

/**
 * VLC without a window. After a link has been stopped, and the gap that it leaves, it waits once
 * more for about as long as the gap is, and then plays on.
 */
final class VlcSpectator implements Spectator {
  private static final int FAIR_VIDEO_LOST = 4;
  private static final int FAIR_AUDIO_LOST = 4;

  /** At half the bandwidth there is nothing to play for as long as a skip lasts, and a bit more. */
  private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Vlc vlc;
  private Vlc.Statistics statistics = new Vlc.Statistics(0, 0, 0, 0, 0, 0);
  private boolean endedEarly;
  private long soundNanos = System.nanoTime();
  private long longestSilenceNanos;
  private long silenceAtEndNanos;

  private VlcSpectator(Vlc vlc) {
    this.vlc = vlc;
  }

  static VlcSpectator watch(URI url, Path folder) throws IOException {
    return new VlcSpectator(Vlc.play(Player.VLC.installed(), url, folder));
  }

  @Override
  public String name() {
    return "VLC";
  }

  @Override
  public void look() {
    endedEarly |= !vlc.running();
    Vlc.Statistics now = vlc.latest();
    long nanos = System.nanoTime();
    if (now.soundPlayed() > statistics.soundPlayed()) {
      soundNanos = nanos;
    }
    silenceAtEndNanos = nanos - soundNanos;
    longestSilenceNanos = Math.max(longestSilenceNanos, silenceAtEndNanos);
    statistics = now;
  }

  @Override
  public void leave() throws Exception {
    look();
    vlc.shutdown();
  }

  @Override
  public List<String> complaints(long skips, Duration stopped) {
    List<String> complaints = new ArrayList<>();
    // It loses some more when it has run dry.
    long pauses = skips + (stopped.isZero() ? 0 : 1);
    if (endedEarly) {
      complaints.add("ended early: " + vlc);
    }
    if (statistics.discontinuities() > 0) {
      complaints.add(statistics.discontinuities() + " discontinuities");
    }
    if (statistics.corrupted() > 0) {
      complaints.add(statistics.corrupted() + " corrupted");
    }
    if (statistics.framesLost() > FAIR_VIDEO_LOST * pauses) {
      complaints.add(statistics.framesLost() + " frames lost");
    }
    if (statistics.soundLost() > FAIR_AUDIO_LOST * pauses) {
      complaints.add(statistics.soundLost() + " pieces of sound lost");
    }
    if (longestSilenceNanos > LONGEST_SILENCE_NANOS + 2 * stopped.toNanos()) {
      complaints.add("no sound for " + TimeUnit.NANOSECONDS.toMillis(longestSilenceNanos) + " ms");
    }
    if (silentAtTheEnd()) {
      complaints.add("no sound at the end");
    }
    return complaints;
  }

  private boolean silentAtTheEnd() {
    return silenceAtEndNanos > LONGEST_SILENCE_NANOS;
  }

  @Override
  public boolean playedOn() {
    return !endedEarly && statistics.soundPlayed() > 0 && !silentAtTheEnd();
  }

  @Override
  public String summary() {
    return "%d discontinuities, %d frames, %d lost, %d pieces of sound, %d lost, silent %d ms"
        .formatted(
            statistics.discontinuities(),
            statistics.displayed(),
            statistics.framesLost(),
            statistics.soundPlayed(),
            statistics.soundLost(),
            TimeUnit.NANOSECONDS.toMillis(longestSilenceNanos));
  }

  @Override
  public void close() throws IOException {
    vlc.close();
  }
}
