package tv.relay.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.Codec;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.Tables;

class TableTrackerTest {
  private static final int H264 = 0x1B;
  private static final int MPEG2 = 0x02;
  private static final int AAC = 0x0F;
  private static final int MP2 = 0x03;
  private static final int SUBTITLES = 0x06;

  private final TableTracker tracker = new TableTracker();
  private final Map<Integer, Integer> counters = new LinkedHashMap<>();

  @Test
  void shouldKnowNothingAtFirst() {
    assertThat(tracker.programme().mainPid()).isEqualTo(TsPacket.ABSENT);
    assertThat(tracker.programme().tables()).isEmpty();
    assertThat(tracker.awaits(0x1000)).isFalse();
  }

  @Test
  void shouldTellWhatEachPidIsFor() {
    pat(1, 0, Map.of(1, 0x1000));
    assertThat(tracker.awaits(0x1000)).isTrue();
    pmt(0x1000, 1, 0, 0x1FF, streams(0x101, MP2, 0x100, H264, 0x102, AAC, 0x103, SUBTITLES));

    Programme programme = tracker.programme();
    assertThat(programme.mainPid()).isEqualTo(0x100);
    assertThat(programme.mainCodec()).isEqualTo(Codec.H264);
    assertThat(programme.hasVideo()).isTrue();
    assertThat(programme.clockPid()).isEqualTo(0x1FF);
    assertThat(programme.role(0)).isEqualTo(Role.TABLE);
    assertThat(programme.role(0x1000)).isEqualTo(Role.TABLE);
    assertThat(programme.role(0x100)).isEqualTo(Role.MAIN);
    assertThat(programme.role(0x101)).isEqualTo(Role.MPEG_AUDIO);
    assertThat(programme.role(0x102)).isEqualTo(Role.ELEMENTARY);
    assertThat(programme.role(0x103)).isEqualTo(Role.OTHER);
    assertThat(programme.role(0x11)).isEqualTo(Role.OTHER);
    assertThat(programme.role(0x1FFF)).isEqualTo(Role.NULL);
  }

  @Test
  void shouldDecideByTheSoundWhereThereIsNoVideo() {
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x101, streams(0x103, SUBTITLES, 0x101, MP2, 0x102, AAC));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x101);
    assertThat(tracker.programme().hasVideo()).isFalse();
  }

  /** A radio programme may come first in the PAT. */
  @Test
  void shouldLetTheFirstProgrammeWithVideoDecide() {
    pat(1, 0, ordered(7, 0x1007, 2, 0x1002, 9, 0x1009));
    pmt(0x1007, 7, 0, 0x701, streams(0x701, MP2));
    assertThat(tracker.programme().mainPid()).as("meanwhile").isEqualTo(0x701);
    pmt(0x1009, 9, 0, 0x900, streams(0x900, H264));
    pmt(0x1002, 2, 0, 0x200, streams(0x200, MPEG2, 0x201, AAC));

    Programme programme = tracker.programme();
    assertThat(programme.mainPid()).isEqualTo(0x200);
    assertThat(programme.clockPid()).isEqualTo(0x200);
    assertThat(programme.role(0x900)).isEqualTo(Role.ELEMENTARY);
    assertThat(programme.maps()).extracting("programNumber").containsExactly(7, 2, 9);
    assertThat(programme.tables())
        .extracting(Table::pid)
        .containsExactly(0, 0x1007, 0x1002, 0x1009);
  }

  @Test
  void shouldFollowANewVersionOfThePmt() {
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, MPEG2));
    pmt(0x1000, 1, 1, 0x200, streams(0x200, H264));
    Programme programme = tracker.programme();
    assertThat(programme.mainPid()).isEqualTo(0x200);
    assertThat(programme.mainCodec()).isEqualTo(Codec.H264);
    assertThat(programme.clockPid()).isEqualTo(0x200);
    assertThat(programme.role(0x100)).isEqualTo(Role.OTHER);
  }

  /** A source that restarts begins its versions anew. */
  @Test
  void shouldFollowAChangeThatHasTheSameVersion() {
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, MPEG2));
    pmt(0x1000, 1, 0, 0x200, streams(0x200, H264));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x200);
  }

  @Test
  void shouldStayTheSameWhileNothingChanges() {
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, H264));
    Programme before = tracker.programme();
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, H264));
    assertThat(tracker.programme()).isSameAs(before);
  }

  @Test
  void shouldTakeAPmtOfSeveralPackets() {
    pat(1, 0, Map.of(1, 0x1000));
    byte[] section = Tables.pmt(1, 0, 0x100, streams(0x100, H264), 500);
    send(0x1000, section);
    assertThat(tracker.programme().mainPid()).isEqualTo(0x100);
    Table table = tracker.programme().tables().get(1);
    assertThat(table.packets()).isEqualTo(3);
    byte[] copy = new byte[TsPacket.BYTES];
    table.copy(1, 14, copy);
    assertThat(TsPacket.continuityCounter(copy, 0)).isEqualTo(14);
    List<byte[]> expected = Tables.packets(0x1000, 13, section);
    assertThat(copy).isEqualTo(expected.get(1));
  }

  @Test
  void shouldNotTakeATableWithABrokenChecksum() {
    byte[] broken = Tables.pat(1, 0, Map.of(1, 0x1000));
    broken[9] ^= 1;
    send(0, broken);
    assertThat(tracker.programme().tables()).isEmpty();
  }

  @Test
  void shouldForgetAProgrammeThatThePatNamesNoMore() {
    pat(1, 0, ordered(1, 0x1001, 2, 0x1002));
    pmt(0x1001, 1, 0, 0x100, streams(0x100, H264));
    pmt(0x1002, 2, 0, 0x200, streams(0x200, H264));
    pat(1, 1, Map.of(2, 0x1002));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x200);
    assertThat(tracker.awaits(0x1001)).isFalse();
    assertThat(tracker.programme().role(0x1001)).isEqualTo(Role.OTHER);
  }

  /** As on failover between two providers: the programme keeps its number, not its PIDs. */
  @Test
  void shouldFollowAProgrammeToAnotherPmtPid() {
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, H264));
    pat(1, 1, Map.of(1, 0x20));
    assertThat(tracker.programme().tables()).extracting(Table::pid).containsExactly(0);
    pmt(0x20, 1, 0, 0x21, streams(0x21, H264));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x21);
    assertThat(tracker.programme().tables()).extracting(Table::pid).containsExactly(0, 0x20);
  }

  /** Many encoders say stream 1, version 0, whatever they send. */
  @Test
  void shouldForgetTheFormerStreamWhenAnotherHasTheSameNumberAndVersion() {
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, H264));
    pat(1, 0, Map.of(2, 0x1001));
    pmt(0x1001, 2, 0, 0x200, streams(0x200, H264));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x200);
    assertThat(tracker.awaits(0x1000)).isFalse();
  }

  @Test
  void shouldTakeUpAProgrammeAgainThatComesBack() {
    pat(1, 0, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, H264));
    pat(1, 1, Map.of(2, 0x1000));
    pmt(0x1000, 2, 0, 0x200, streams(0x200, H264));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x200);
    assertThat(tracker.programme().tables().get(1).packets()).as("of programme 2 only").isOne();
    pat(1, 2, Map.of(1, 0x1000));
    pmt(0x1000, 1, 0, 0x100, streams(0x100, H264));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x100);
  }

  @Test
  void shouldReadProgrammesThatShareAPid() {
    pat(1, 0, ordered(1, 0x1000, 2, 0x1000));
    pmt(0x1000, 1, 0, 0x101, streams(0x101, AAC));
    pmt(0x1000, 2, 0, 0x200, streams(0x200, H264));
    assertThat(tracker.programme().mainPid()).isEqualTo(0x200);
    assertThat(tracker.programme().tables()).extracting(Table::pid).containsExactly(0, 0x1000);
    assertThat(tracker.programme().tables().get(1).packets()).isEqualTo(2);
  }

  /** What it costs is bounded whatever a PAT claims. */
  @Test
  void shouldKeepTheFirstOfAHundredProgrammes() {
    Map<Integer, Integer> many = new LinkedHashMap<>();
    for (int program = 1; program <= 100; program++) {
      many.put(program, 0x1000 + program);
    }
    pat(1, 0, many);
    many.forEach((program, pid) -> pmt(pid, program, 0, pid + 0x800, streams(pid + 0x800, AAC)));
    assertThat(tracker.programme().maps()).hasSize(16);
    assertThat(tracker.programme().mainPid()).isEqualTo(0x1801);
    assertThat(tracker.awaits(0x1000 + 17)).isFalse();
  }

  /** PIDs that have another use already. */
  @Test
  void shouldBearAPatThatNamesItself() {
    pat(1, 0, ordered(1, 0, 2, TsPacket.NULL_PID, 3, 0x1000));
    pmt(0, 1, 0, 0x100, streams(0x100, H264));
    pmt(0x1000, 3, 0, 0, streams(0, H264, TsPacket.NULL_PID, H264));
    assertThat(tracker.programme().role(0)).isEqualTo(Role.TABLE);
    assertThat(tracker.programme().role(TsPacket.NULL_PID)).isEqualTo(Role.NULL);
  }

  private void pat(int streamId, int version, Map<Integer, Integer> pmtPids) {
    send(0, Tables.pat(streamId, version, pmtPids));
  }

  private void pmt(int pid, int program, int version, int pcrPid, Map<Integer, Integer> streams) {
    send(pid, Tables.pmt(program, version, pcrPid, streams, 0));
  }

  private void send(int pid, byte[] section) {
    List<byte[]> packets = Tables.packets(pid, counters.getOrDefault(pid, 0), section);
    counters.merge(pid, packets.size(), Integer::sum);
    byte[] room = new byte[3 * TsPacket.BYTES];
    for (byte[] packet : packets) {
      System.arraycopy(packet, 0, room, TsPacket.BYTES, TsPacket.BYTES);
      tracker.packet(room, TsPacket.BYTES, pid);
    }
  }

  private static Map<Integer, Integer> streams(int... pidsAndTypes) {
    return ordered(pidsAndTypes);
  }

  private static Map<Integer, Integer> ordered(int... keysAndValues) {
    Map<Integer, Integer> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
