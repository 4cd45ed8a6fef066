package tv.relay.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.ElementaryStream;
import tv.relay.mpegts.ProgramMap;
import tv.relay.upstream.ProbeReport;
import tv.relay.upstream.StreamFormat;

/** A probe's report, as people and programs get it. */
final class ProbeTextTest {

  @Test
  void shouldSayHowOftenOneCanStartAndNotMentionGapsWhereThereAreNone() {
    assertThat(ProbeText.lines(report(1_920L, 0, false)))
        .contains("Programme     1: H.264", "Start points  every 1.9 s")
        .noneMatch(line -> line.startsWith("Gaps"));
  }

  @Test
  void shouldSayThatTheSourceHadGaps() {
    ProbeReport report = report(1_920L, 4, false);
    assertThat(ProbeText.lines(report)).contains("Gaps          4 in what the source sent");
    assertThat(ProbeText.json(report).path("continuityErrors").asLong()).isEqualTo(4);
  }

  /** Each unit counts as one then, and how far apart they are says nothing. */
  @Test
  void shouldNotPretendToSeeStartPointsInAScrambledStream() {
    assertThat(ProbeText.lines(report(200L, 0, true)))
        .contains(
            "Container     MPEG-TS, scrambled",
            "Start points  hidden, since it is scrambled; players start anywhere");
  }

  @Test
  void shouldSayThatHardlyAnyStartPointCame() {
    assertThat(ProbeText.lines(report(null, 0, false)))
        .contains("Start points  fewer than two came by; players may start slowly");
  }

  private static ProbeReport report(Long accessMillis, long gaps, boolean scrambled) {
    ProgramMap programme =
        new ProgramMap(1, 0, 256, List.of(new ElementaryStream(256, Codec.H264)));
    return new ProbeReport(
        "http://a.example/",
        "video/mp2t",
        12,
        StreamFormat.TRANSPORT_STREAM,
        188,
        List.of(programme),
        1_000_000,
        0,
        8_000_000,
        accessMillis,
        gaps,
        scrambled);
  }
}
