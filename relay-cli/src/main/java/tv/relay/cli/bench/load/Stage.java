package tv.relay.cli.bench.load;

/** What a run goes through, in this order. */
enum Stage {
  /** Clients connect, and everybody warms up. */
  RAMP,
  /** What happens now is measured. */
  WINDOW,
  /** Slow and stalled clients take what is there for them. */
  DRAIN,
  OVER
}
