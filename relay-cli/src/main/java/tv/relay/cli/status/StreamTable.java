package tv.relay.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.Table;
import tv.relay.cli.terminal.Table.Column;
import tv.relay.cli.terminal.Table.Kind;

/** What the channels' streams are, and what is wrong with them, as lines of a table. */
final class StreamTable {
  private static final int USUAL_DISTANCE_BYTES = 188;

  private final Table table =
      new Table(
          new Column("STREAM", Kind.NAME),
          new Column("BITRATE", Kind.AMOUNT),
          new Column("STARTS", Kind.AMOUNT),
          new Column("SOURCE", Kind.NAME),
          new Column("JITTER", Kind.AMOUNT).whenRoom(),
          new Column("PACKETS", Kind.AMOUNT).whenRoom(),
          new Column("CODECS", Kind.FREE));
  private boolean empty = true;

  /** Adds the stream of a channel as {@code /status} describes it, if it has one. */
  void add(JsonNode channel) {
    JsonNode stream = channel.path("stream");
    if (!stream.isObject()) {
      return;
    }
    empty = false;
    long bitrateBps = channel.path("upstream").path("bitrateBps").asLong();
    JsonNode jitter = stream.path("pcrJitterMillis");
    table.add(
        channel.path("id").asText(),
        bitrateBps > 0 ? Amounts.bitsPerSecond(bitrateBps) : "-",
        starts(stream),
        source(stream),
        jitter.isNumber() ? Amounts.millis(jitter.asLong()) : "-",
        packets(stream.path("packetDistanceBytes")),
        codecs(stream));
  }

  boolean isEmpty() {
    return empty;
  }

  List<String> lines(int terminalColumns) {
    return table.lines(terminalColumns);
  }

  private static String starts(JsonNode stream) {
    JsonNode interval = stream.path("accessPointIntervalMillis");
    return interval.isNumber() ? "every " + Amounts.millis(interval.asLong()) : "-";
  }

  private static String source(JsonNode stream) {
    List<String> troubles = new ArrayList<>();
    if (stream.path("scrambled").asBoolean()) {
      troubles.add("scrambled");
    }
    Verdict.add(troubles, stream.path("continuityErrors").asLong(), "gap");
    Verdict.add(troubles, stream.path("pcrJumps").asLong(), "clock jump");
    if (!troubles.isEmpty()) {
      return String.join(", ", troubles);
    }
    return stream.path("continuityErrors").isNumber() ? "no errors" : "-";
  }

  private static String packets(JsonNode distanceBytes) {
    return distanceBytes.asInt(USUAL_DISTANCE_BYTES) == USUAL_DISTANCE_BYTES
        ? "-"
        : distanceBytes.asInt() + " B";
  }

  /** Without any it is the more important what becomes of the stream. */
  private static String codecs(JsonNode stream) {
    JsonNode programmes = stream.path("programmes");
    if (programmes.isEmpty()) {
      return stream.path("handling").asText("");
    }
    return StreamSupport.stream(programmes.spliterator(), false)
        .map(programme -> codecs(programme, programmes.size() > 1))
        .collect(Collectors.joining("; "));
  }

  private static String codecs(JsonNode programme, boolean numbered) {
    String codecs =
        StreamSupport.stream(programme.path("streams").spliterator(), false)
            .map(stream -> stream.path("codec").asText())
            .collect(Collectors.joining(", "));
    return numbered ? programme.path("number").asText() + ": " + codecs : codecs;
  }
}
