package tv.relay.channel;

/**
 * What goes on while a source plays: whether it brings what viewers need, and whether a better one
 * is good again. Control thread.
 */
final class Vigil {
  private final Runs runs;
  private final Checkup checkup;
  private final Comeback comeback;

  /**
   * Nothing plays yet.
   *
   * @param changed told that something has changed that is shown
   */
  Vigil(
      Scheduler control,
      LifeSupport support,
      SourceList sources,
      Runs runs,
      LifeStory story,
      Spares spares,
      Timers timers,
      Runnable changed) {
    this.runs = runs;
    this.checkup =
        new Checkup(
            control,
            support.options().rules(),
            timers.checkup,
            () -> sources.hasAnother(control.nanoTime()),
            runs::cancelFor);
    this.comeback =
        new Comeback(control, support, sources, runs, story, spares, timers.comeback, changed);
  }

  /** A source brings data. */
  void begin() {
    checkup.begin(runs.current().fanout().index());
    comeback.begin();
  }

  /** The sources are others, or in another order, and the one that plays goes on. */
  void reconsider() {
    comeback.begin();
  }

  /** A better source is the run's from its next data on. */
  void tookOver() {
    checkup.end();
    comeback.tookOver();
  }

  /** No data comes any more, or nobody is to see it. */
  void end() {
    checkup.end();
    comeback.end();
  }
}
