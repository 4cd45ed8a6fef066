package tv.relay.cli.zoo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What was seen of an animal.
 *
 * @param sourceLines ffmpeg's complaints about two loops of it as it comes from the source
 * @param joinLines its complaints at each join
 * @param beginnings what came first at each join
 * @param accessMillis at each join, from asking to the first packet of an elementary stream
 * @param skips of the slow client, by the status
 * @param droppedMillis what it missed, by the status
 * @param skipLines ffmpeg's complaints about all that it got
 * @param breaks in what it got
 */
record Sighting(
    Animal animal,
    int sourceLines,
    List<Integer> joinLines,
    List<List<String>> beginnings,
    List<Double> accessMillis,
    long skips,
    long droppedMillis,
    int skipLines,
    Capture.Breaks breaks) {

  static final String HEADER =
      """
      | animal | source | join lines | PAT PMT RAP | ms to RAP | skips | ms dropped | skip lines | fair | unannounced | fair | by PID | announced |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  String row() {
    Fair fair = animal.fair();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %d of %d | %.0f | %d | %d | %d | %d | %d | %d | %s | %s |%n",
        animal.id(),
        sourceLines,
        joinLines.stream().map(String::valueOf).collect(Collectors.joining(" ")),
        beginnings.stream().filter(Beginning.DECODABLE::equals).count(),
        beginnings.size(),
        median(),
        skips,
        droppedMillis,
        skipLines,
        fairSkipLines(),
        breaks.unannouncedInAll(),
        fair.breaksPerSkip() * skips,
        breaks.unannounced(),
        breaks.announced());
  }

  long fairSkipLines() {
    return animal.fair().linesPerSkip() * skips;
  }

  long fairBreaks() {
    return animal.fair().breaksPerSkip() * skips;
  }

  private double median() {
    double[] sorted = accessMillis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return IntStream.of(sorted.length / 2).mapToDouble(i -> sorted[i]).sum();
  }
}
