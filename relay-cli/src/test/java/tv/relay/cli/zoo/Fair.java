package tv.relay.cli.zoo;

import java.util.regex.Pattern;

/**
 * What may be seen of an animal at the most.
 *
 * @param linesPerSkip complaints of ffmpeg for each skip; at a join there may be none
 * @param breaksPerSkip breaks of continuity for each skip that were not announced
 * @param own what ffmpeg says of the stream itself, however it is cut; not counted
 */
record Fair(int linesPerSkip, int breaksPerSkip, Pattern own) {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  static Fair clean() {
    return new Fair(0, 0, NOTHING);
  }

  /** Of open groups with a pyramid one leading picture may be missed. */
  static Fair oneLineASkip() {
    return new Fair(1, 0, NOTHING);
  }

  /** MPEG audio is not announced, since a player's sound would be dead after it. */
  static Fair twoBreaksASkip() {
    return new Fair(0, 2, NOTHING);
  }

  Fair saying(String regex) {
    return new Fair(linesPerSkip, breaksPerSkip, Pattern.compile(regex));
  }
}
