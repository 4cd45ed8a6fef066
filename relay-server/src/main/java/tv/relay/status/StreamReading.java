package tv.relay.status;

import java.util.List;
import tv.relay.index.Programme;
import tv.relay.index.StreamHealth;
import tv.relay.index.StreamIndex;
import tv.relay.mpegts.ElementaryStream;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.TsPacket;
import tv.relay.status.StreamStatus.ElementaryStatus;
import tv.relay.status.StreamStatus.ProgrammeStatus;

/** Puts what an index knows into words and numbers for the status. */
final class StreamReading {
  private StreamReading() {}

  /**
   * A stream at one moment.
   *
   * @param index null when it is no transport stream
   * @param packetDistanceBytes 0 while that is not known
   */
  static StreamStatus of(StreamIndex index, int packetDistanceBytes) {
    if (index == null) {
      return new StreamStatus(
          "not MPEG-TS: joins at the live edge and skips anywhere",
          null,
          List.of(),
          null,
          null,
          null,
          null,
          null,
          null);
    }
    StreamHealth.Report health = index.health();
    Programme programme = index.programme();
    return new StreamStatus(
        handling(programme, health, index.points().isEmpty()),
        packetDistanceBytes == 0 ? null : packetDistanceBytes,
        programme.maps().stream().map(StreamReading::programme).toList(),
        health.continuityErrors(),
        health.nullPackets(),
        health.pcrJumps(),
        health.pcrJitterMillis(),
        health.accessPointIntervalMillis(),
        health.scrambled());
  }

  private static String handling(
      Programme programme, StreamHealth.Report health, boolean noneFound) {
    if (noneFound) {
      return "no access point seen yet: joins at the live edge and skips anywhere";
    }
    if (health.scrambled()) {
      return "scrambled: joins and skips wherever a picture or sound begins";
    }
    return programme.hasVideo()
        ? "joins and skips at access points"
        : "no video: joins and skips where sound begins";
  }

  private static ProgrammeStatus programme(ProgramMap map) {
    return new ProgrammeStatus(
        map.programNumber(),
        map.pcrPid() == TsPacket.NULL_PID ? null : map.pcrPid(),
        map.streams().stream().map(StreamReading::elementary).toList());
  }

  private static ElementaryStatus elementary(ElementaryStream stream) {
    return new ElementaryStatus(stream.pid(), stream.codec().title());
  }
}
