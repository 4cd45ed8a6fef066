package tv.relay.cli.zoo;

/**
 * What may be seen of a skip at the most; of a join nothing may.
 *
 * @param linesPerSkip complaints of ffmpeg
 * @param breaksPerSkip breaks of continuity that were not announced
 */
record Fair(int linesPerSkip, int breaksPerSkip) {

  static Fair clean() {
    return new Fair(0, 0);
  }

  /** Of open groups with a pyramid a reference is missed that only leading pictures would use. */
  static Fair oneLineASkip() {
    return new Fair(1, 0);
  }

  /** MPEG audio is not announced, since a player's sound would be dead after it. */
  static Fair twoBreaksASkip() {
    return new Fair(0, 2);
  }
}
