package tv.relay.cli.bench.load;

/** What a client asks of its loop. For the loop's thread. */
interface LoopView {
  byte[] scratch();

  Measurements measurements();

  Running running();

  /** Whether now is the time that is measured. */
  boolean measuring();
}
