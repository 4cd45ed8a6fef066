package tv.relay.channel;

import tv.relay.index.Seams;

/**
 * One of a channel's sources at one moment. Times are as of {@link System#nanoTime}.
 *
 * @param url without credentials
 * @param tries failed ones in a row, since it last proved itself
 * @param lastError in plain words; null when nothing has gone wrong yet
 * @param seams how its connections were made to follow what was there before
 * @param coolUntilNanos meaningful with a state of {@link SourceState#COOLING}
 */
public record SourceView(
    String url,
    SourceState state,
    long sinceNanos,
    int tries,
    String lastError,
    Seams.Report seams,
    long coolUntilNanos) {

  /** The same at a later moment: what cools down does so without anybody's doing. */
  public SourceView at(long nanoTime) {
    return state == SourceState.COOLING && nanoTime - coolUntilNanos >= 0
        ? new SourceView(
            url, SourceState.IDLE, coolUntilNanos, tries, lastError, seams, coolUntilNanos)
        : this;
  }
}
