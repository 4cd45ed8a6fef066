package tv.relay.status;

import java.util.List;

/**
 * What is known of a stream. Of one that is no transport stream nothing is: then there are no
 * programmes, and what could not be counted is null.
 *
 * @param handling in words, where clients start and go on
 * @param packetDistanceBytes from one packet to the next as the source sends them: 188, 192 or 204
 * @param continuityErrors breaks of continuity counters that the source did not announce
 * @param nullPackets packets that only fill
 * @param pcrJumps unannounced steps of the clock backwards or of over a second
 * @param pcrJitterMillis mean difference between the clock's steps and those of arrival
 * @param accessPointIntervalMillis mean; null before there are two
 */
public record StreamStatus(
    String handling,
    Integer packetDistanceBytes,
    List<ProgrammeStatus> programmes,
    Long continuityErrors,
    Long nullPackets,
    Long pcrJumps,
    Long pcrJitterMillis,
    Long accessPointIntervalMillis,
    Boolean scrambled) {

  /**
   * A programme of a stream.
   *
   * @param pcrPid null when it has no clock
   */
  public record ProgrammeStatus(int number, Integer pcrPid, List<ElementaryStatus> streams) {}

  /** One stream of a programme. */
  public record ElementaryStatus(int pid, String codec) {}
}
