package tv.relay.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a {@link ScriptedUpstream} treats one connection: a beginning ({@link #ok()}, {@link #icy()},
 * {@link #status}, …) and what is done to it, each step returning a new script. Byte counts are of
 * the body, without chunk framing, garbage included. Immutable.
 */
public final class Script {

  private final List<Consumer<Plan>> steps;

  private Script(List<Consumer<Plan>> steps) {
    this.steps = steps;
  }

  /** 200 {@code video/mp2t}, the numbered stream at its bitrate, delimited by the close. */
  public static Script ok() {
    return new Script(List.of(plan -> plan.header("Content-Type", "video/mp2t")))
        .header("Connection", "close");
  }

  /** {@code ICY 200 OK} with {@code icy-*} headers, as a SHOUTcast server says it. */
  public static Script icy() {
    return ok().statusLine("ICY 200 OK")
        .header("icy-name", "scripted")
        .header("icy-br", "2000")
        .header("icy-pub", "0");
  }

  /** As {@link #ok()} in HTTP/1.0. */
  public static Script http10() {
    return ok().statusLine("HTTP/1.0 200 OK");
  }

  /** A whole response with that body, then the close. */
  public static Script status(int code, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String line = "HTTP/1.1 " + code + " Scripted";
    Script script = new Script(List.of(plan -> plan.fixed(line, "text/plain", bytes)));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      script = script.header(header.getKey(), header.getValue());
    }
    return script.header("Connection", "close");
  }

  public static Script status(int code) {
    return status(code, Map.of(), "scripted " + code + "\n");
  }

  public static Script redirect(int code, String location) {
    return status(code, Map.of("Location", location), "");
  }

  /** 200 with a page, as a provider answers whose subscription has run out. */
  public static Script html() {
    return status(
        200,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        "<!DOCTYPE html><html><head><title>Login</title></head><body>Login</body></html>\n");
  }

  /** 200 with the same bytes again and again at the programme's bitrate. */
  public static Script opaque(String contentType, byte[] bytes) {
    byte[] copy = bytes.clone();
    return ok().header("Content-Type", contentType)
        .with(plan -> plan.source = live -> Bodies.repeated(copy, live.programme()));
  }

  /** 200 {@code video/mp2t} with those packets, byte for byte, and then its end. */
  public static Script recorded(byte[] packets) {
    byte[] copy = packets.clone();
    return ok().with(plan -> plan.source = live -> Bodies.recorded(copy, live.programme()));
  }

  /** Takes the request and never answers. */
  public static Script silentAccept() {
    return ok().with(plan -> plan.headManner = Plan.HeadManner.SILENT);
  }

  /** A head that never ends. */
  public static Script endlessHeaders() {
    return ok().with(plan -> plan.headManner = Plan.HeadManner.ENDLESS);
  }

  public Script statusLine(String line) {
    return with(plan -> plan.statusLine = line);
  }

  /** Replaces the header of that name, or adds it. */
  public Script header(String name, String value) {
    return with(plan -> plan.header(name, value));
  }

  /** Adds a line to the head as it is, however wrong. */
  public Script headerLine(String line) {
    return with(plan -> plan.headerLines.add(line));
  }

  /** A line without a colon, one without a name, one without a value, a folded one. */
  public Script oddHeaders() {
    return headerLine("this line has no colon")
        .headerLine(": no name")
        .headerLine("X-Empty:")
        .headerLine("X-Folded: one\r\n\ttwo");
  }

  /** Ends the lines of the head with LF alone. */
  public Script bareLineFeeds() {
    return with(plan -> plan.lineEnd = "\n");
  }

  /** Sends so many bytes of the head, and resets the connection. */
  public Script resetInHead(int bytes) {
    return with(plan -> plan.headBytesBeforeReset = bytes);
  }

  /** Compresses the body, and says so. */
  public Script gzipped() {
    return header("Content-Encoding", "gzip").with(plan -> plan.harms.add(Harms::gzipped));
  }

  /** After so many pieces noise comes in their place. */
  public Script garbageAfter(int pieces) {
    return with(plan -> plan.harms.add(body -> Harms.turnedToGarbage(pieces, body)));
  }

  /** Sends so many times slower than the programme plays, after so many pieces. */
  public Script slowedAfter(int pieces, int times) {
    return with(plan -> plan.harms.add(body -> Harms.slowed(pieces, times, body)));
  }

  /** Sends the head byte by byte. */
  public Script slowHeader(Duration perByte) {
    return with(plan -> plan.perHeadByte = perByte);
  }

  /** Chunked framing, a chunk for each write. */
  public Script chunked() {
    return header("Transfer-Encoding", "chunked").with(plan -> plan.chunked = true);
  }

  /** Announces that length, and ends there unless another step ends it sooner. */
  public Script contentLength(long bytes) {
    return header("Content-Length", Long.toString(bytes)).endAfter(bytes);
  }

  /** Sends so many bytes at once before it keeps to the bitrate. */
  public Script burstBytes(long bytes) {
    return with(plan -> plan.burstBytes = bytes);
  }

  /** Never waits: as fast as the other side reads. */
  public Script unpaced() {
    return burstBytes(Long.MAX_VALUE);
  }

  /** Bytes that are no packets before the first one. */
  public Script garbageBefore(int bytes) {
    byte[] garbage = Bodies.garbage(bytes);
    return with(plan -> plan.harms.add(body -> Bodies.preceded(garbage, body)));
  }

  /** Bytes that are no packets after each so many packets. */
  public Script garbageEvery(int packets, int bytes) {
    byte[] garbage = Bodies.garbage(bytes);
    return with(plan -> plan.harms.add(body -> Bodies.interspersed(packets, garbage, body)));
  }

  /** Leaves out the first bytes of the first packet. */
  public Script startMidPacket(int offset) {
    return with(plan -> plan.harms.add(body -> Bodies.beheaded(offset, body)));
  }

  /** Noise of a time stamp's size before each packet, as M2TS has it: 192 bytes to the next. */
  public Script timeStamps() {
    return with(plan -> plan.harms.add(body -> Bodies.spaced(Bodies.garbage(4), body)));
  }

  /** Noise behind each packet where broadcast equipment has parity: 204 bytes to the next. */
  public Script parity() {
    return with(plan -> plan.harms.add(body -> Bodies.interspersed(1, Bodies.garbage(16), body)));
  }

  /** Lets each write end inside a packet. */
  public Script misaligned() {
    return with(plan -> plan.misaligned = true);
  }

  /** Then sends nothing more, and keeps the connection until the other side ends it. */
  public Script stallAfter(long bytes) {
    return with(plan -> plan.cue(bytes, Plan.Action.STALL));
  }

  /** Then sends nothing for that time, and goes on: first with what had become due. */
  public Script pauseAfter(long bytes, Duration pause) {
    return with(plan -> plan.cues.add(new Plan.Cue(bytes, Plan.Action.PAUSE, pause)));
  }

  /** Then resets the connection; what was sent last may be lost with it. */
  public Script resetAfter(long bytes) {
    return with(plan -> plan.cue(bytes, Plan.Action.RESET));
  }

  /** Then ends the response as its framing demands, and the connection. */
  public Script endAfter(long bytes) {
    return with(plan -> plan.cue(bytes, Plan.Action.END));
  }

  /** Then closes the connection, without a last chunk where the framing would demand one. */
  public Script cutAfter(long bytes) {
    return with(plan -> plan.cue(bytes, Plan.Action.CUT));
  }

  Plan plan() {
    Plan plan = new Plan();
    steps.forEach(step -> step.accept(plan));
    return plan;
  }

  private Script with(Consumer<Plan> step) {
    List<Consumer<Plan>> more = new ArrayList<>(steps);
    more.add(step);
    return new Script(List.copyOf(more));
  }
}
