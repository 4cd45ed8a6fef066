package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.AccessUnitProbe.Verdict;

/** Against a clip by a real encoder, whose muxer set the random_access_indicator. */
class AccessUnitProbeClipTest {

  private static final int VIDEO_PID = 0x100;

  @Test
  void shouldFindTheAccessPointsThatTheMuxerMarked() throws IOException {
    Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    byte[] clip = Files.readAllBytes(module.resolveSibling("samples").resolve("demo.ts"));
    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);
    List<Integer> marked = new ArrayList<>();
    List<Integer> found = new ArrayList<>();

    int start = 0;
    for (int offset = 0; offset < clip.length; offset += TsPacket.BYTES) {
      int payload = TsPacket.payloadOffset(clip, offset);
      if (TsPacket.pid(clip, offset) != VIDEO_PID || payload == TsPacket.ABSENT) {
        continue;
      }
      if (TsPacket.payloadUnitStart(clip, offset)) {
        start = offset;
        probe.begin();
        if (TsPacket.randomAccess(clip, offset)) {
          marked.add(offset);
        }
      }
      Verdict verdict = probe.feed(clip, payload, offset + TsPacket.BYTES);
      boolean known = !found.isEmpty() && found.get(found.size() - 1) == start;
      if (verdict == Verdict.ACCESS_POINT && !known) {
        assertThat(probe.isClosed()).isTrue();
        found.add(start);
      }
    }

    assertThat(marked).hasSize(24);
    assertThat(found).isEqualTo(marked);
  }
}
