package tv.relay.cli.probe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tv.relay.cli.terminal.Amounts;
import tv.relay.cli.terminal.PlainText;
import tv.relay.mpegts.ElementaryStream;
import tv.relay.mpegts.ProgramMap;
import tv.relay.mpegts.TsPacket;
import tv.relay.upstream.ProbeReport;
import tv.relay.upstream.StreamFormat;

/** A probe's report for people and for programs. */
final class ProbeText {
  private ProbeText() {}

  static List<String> lines(ProbeReport report) {
    List<String> lines = new ArrayList<>();
    add(lines, "Source", report.url());
    add(lines, "Type", report.contentType().isEmpty() ? "not named" : report.contentType());
    add(lines, "First byte", Amounts.millis(report.firstByteMillis()));
    add(lines, "Container", container(report));
    report.programs().forEach(program -> add(lines, "Programme", program(program)));
    add(lines, "Bitrate", Amounts.bitsPerSecond(report.bitrateBps()));
    if (report.format() == StreamFormat.TRANSPORT_STREAM) {
      add(lines, "Start points", startPoints(report));
    }
    if (report.continuityErrors() > 0) {
      add(lines, "Gaps", report.continuityErrors() + " in what the source sent");
    }
    if (report.skippedBytes() > 0) {
      add(lines, "Garbage", Amounts.bytes(report.skippedBytes()) + " that are no packets");
    }
    return lines;
  }

  private static void add(List<String> lines, String label, String text) {
    lines.add("%-14s%s".formatted(label, PlainText.of(text)));
  }

  private static String container(ProbeReport report) {
    if (report.format() == StreamFormat.OPAQUE) {
      return "not MPEG-TS: relayed as it comes";
    }
    String distance =
        report.packetDistanceBytes() > TsPacket.BYTES
            ? " in packets of " + report.packetDistanceBytes() + " bytes"
            : "";
    return "MPEG-TS" + distance + (report.scrambled() ? ", scrambled" : "");
  }

  private static String program(ProgramMap program) {
    String streams =
        program.streams().stream()
            .map(stream -> stream.codec().title())
            .collect(Collectors.joining(", "));
    return program.programNumber() + ": " + (streams.isEmpty() ? "no streams" : streams);
  }

  private static String startPoints(ProbeReport report) {
    if (report.scrambled()) {
      return "hidden, since it is scrambled; players start anywhere";
    }
    return report.randomAccessMillis() == null
        ? "fewer than two came by; players may start slowly"
        : "every " + Amounts.millis(report.randomAccessMillis());
  }

  static ObjectNode json(ProbeReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("url", report.url());
    json.put("contentType", report.contentType());
    json.put("firstByteMillis", report.firstByteMillis());
    json.put("container", report.format() == StreamFormat.TRANSPORT_STREAM ? "mpegts" : "opaque");
    json.put("packetDistanceBytes", report.packetDistanceBytes());
    ArrayNode programs = json.putArray("programs");
    for (ProgramMap program : report.programs()) {
      ObjectNode node = programs.addObject();
      node.put("number", program.programNumber());
      node.put("pcrPid", program.pcrPid());
      ArrayNode streams = node.putArray("streams");
      for (ElementaryStream stream : program.streams()) {
        streams.addObject().put("pid", stream.pid()).put("codec", stream.codec().title());
      }
    }
    json.put("bitrateBps", report.bitrateBps());
    json.put("randomAccessMillis", report.randomAccessMillis());
    json.put("receivedBytes", report.receivedBytes());
    json.put("skippedBytes", report.skippedBytes());
    json.put("continuityErrors", report.continuityErrors());
    json.put("scrambled", report.scrambled());
    return json;
  }
}
