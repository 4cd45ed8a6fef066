package tv.relay.channel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which state a channel is in, and what others see of it. It refuses to go where {@link
 * ChannelState} does not allow. Control thread, but for {@link #view}.
 */
final class Standing {
  private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

  private final String channel;
  private final Scheduler control;
  private final Runs runs;
  private final SourceList sources;
  private final LifeStory story;
  private ChannelState state = ChannelState.IDLE;
  private long sinceNanos;

  /** Written by the control thread after each step. */
  private volatile ChannelView view;

  Standing(String channel, Scheduler control, Runs runs, SourceList sources, LifeStory story) {
    this.channel = channel;
    this.control = control;
    this.runs = runs;
    this.sources = sources;
    this.story = story;
    this.sinceNanos = control.nanoTime();
    publish();
  }

  ChannelState state() {
    return state;
  }

  /**
   * Goes over to a state and shows it; to stay is always allowed.
   *
   * @throws IllegalStateException when there is no way from here to there
   */
  void enter(ChannelState next) {
    if (state != next) {
      if (!state.mayBecome(next)) {
        throw new IllegalStateException(
            "channel " + channel + " can't go from " + state + " to " + next);
      }
      LOG.debug("channel {}: {} -> {}", channel, state, next);
      state = next;
      sinceNanos = control.nanoTime();
    }
    publish();
  }

  /** Shows what has changed beside the state. */
  void publish() {
    Run run = runs.current();
    view =
        new ChannelView(
            state,
            sinceNanos,
            run == null ? null : run.fanout(),
            run == null ? null : run.format(),
            run == null ? null : run.contentType(),
            sources.current().url().redacted(),
            sources.currentPlace(),
            state.isFlowing() ? story.connectedNanos() : 0,
            story.reconnects(),
            story.lastError(),
            story.seams(),
            sources.view(control.nanoTime()),
            story.counts());
  }

  ChannelView view() {
    return view;
  }
}
