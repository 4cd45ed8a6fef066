package tv.relay.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.PacketBuilder;
import tv.relay.testing.PesHeaders;
import tv.relay.testing.Tables;

/** Where one can start in a stream, and what is to be known there. */
class StreamIndexTest {
  private static final int PMT = 0x1000;
  private static final int VIDEO = 0x100;
  private static final int SOUND = 0x101;
  private static final int H264 = 0x1B;
  private static final int AAC = 0x0F;
  private static final String IDR = "0000000109F0 0000000167640028 0000000165888080";
  private static final String RECOVERY = "0000000167640028 000000010606018080 00000001419A80";
  private static final String SLICE = "0000000109F0 00000001419A80";

  private final StreamIndex index = new StreamIndex(10_000);
  private final int[] counters = new int[TsPacket.PIDS];
  private long sequence = 500;
  private long nowNanos = TimeUnit.HOURS.toNanos(1);

  @Test
  void shouldFindAccessPointsByTheSourcesMark() {
    tables();
    picture(1_000, SLICE, true);
    picture(4_600, SLICE, false);
    picture(91_000, SLICE, true);
    assertThat(sequences()).containsExactly(502L, 504L);
    assertThat(index.points().newest().pts()).isEqualTo(91_000);
  }

  @Test
  void shouldFindAccessPointsByALookInside() {
    tables();
    picture(1_000, IDR, false);
    picture(4_600, SLICE, false);
    picture(91_000, RECOVERY, false);
    assertThat(sequences()).containsExactly(502L, 504L);
  }

  /** A picture that shows only in its third packet began with its first. */
  @Test
  void shouldPutAnAccessPointWhereItsUnitBegan() {
    tables();
    long began = sequence;
    start(VIDEO, 1_000, "0000000109F0 0000000167640028");
    more(SOUND);
    more(VIDEO);
    assertThat(index.points().isEmpty()).isTrue();
    send(packet(VIDEO).payload(hex("0000000165888080")));
    assertThat(sequences()).containsExactly(began);
    AccessPoint point = index.points().newest();
    assertThat(point.packetsBefore(VIDEO)).isZero();
    assertThat(point.counterBefore(VIDEO)).isEqualTo(TsPacket.ABSENT);
    assertThat(point.packetsBefore(SOUND)).as("came later").isZero();
  }

  @Test
  void shouldKnowEachPidsCounterAndCountBeforeAnAccessPoint() {
    tables();
    for (int i = 0; i < 20; i++) {
      more(SOUND);
    }
    send(packet(SOUND).discontinuity().adaptationOnly());
    picture(1_000, SLICE, false);
    more(VIDEO);
    picture(91_000, IDR, true);
    AccessPoint point = index.points().newest();
    assertThat(point.pids()).containsExactlyInAnyOrder(0, PMT, SOUND, VIDEO);
    assertThat(point.packetsBefore(SOUND)).as("with payload").isEqualTo(20);
    assertThat(point.counterBefore(SOUND)).isEqualTo(19 % 16);
    assertThat(point.packetsBefore(VIDEO)).isEqualTo(2);
    assertThat(point.counterBefore(VIDEO)).isEqualTo(1);
    assertThat(point.packetsBefore(0x1234)).isZero();
    assertThat(point.counterBefore(0x1234)).isEqualTo(TsPacket.ABSENT);
  }

  @Test
  void shouldStartWithTheTablesWhereTheyStandRightBefore() {
    tables();
    picture(1_000, IDR, true);
    AccessPoint point = index.points().newest();
    assertThat(point.hasTables()).isTrue();
    assertThat(point.entry()).isEqualTo(500);
    more(SOUND);
    picture(91_000, IDR, true);
    assertThat(index.points().newest().hasTables()).isFalse();
    assertThat(index.points().newest().entry()).isEqualTo(index.points().newest().sequence());
  }

  @Test
  void shouldLeaveOutAccessPointsWithinAFifthOfASecond() {
    tables();
    for (int i = 0; i < 11; i++) {
      picture(3_600L * i, IDR, true);
    }
    assertThat(sequences()).containsExactly(502L, 507L, 512L);
  }

  /** Times that begin anew, be it by the clock's 33 bits or in a loop of the source. */
  @Test
  void shouldTakeTimesThatBeginAnew() {
    tables();
    picture((1L << 33) - 1_000, IDR, true);
    picture(50_000, IDR, true);
    picture(100, IDR, true);
    assertThat(sequences()).hasSize(3);
  }

  @Test
  void shouldEnterAnyUnitOfAStreamThatShowsNoAccessPointForTenSeconds() {
    tables();
    for (int i = 0; i < 250; i++) {
      picture(3_600L * i, SLICE, false);
      assertThat(index.points().isEmpty()).isTrue();
      passes(40);
    }
    picture(3_600L * 250, SLICE, false);
    assertThat(sequences()).containsExactly(752L);
    picture(3_600L * 251, SLICE, false);
    picture(3_600L * 256, SLICE, false);
    assertThat(sequences()).hasSize(2);
  }

  @Test
  void shouldEnterAScrambledStreamAtAnyUnitAndSayThatItIs() {
    tables();
    send(packet(VIDEO).unitStart().scrambled().payload(hex("55AA")));
    assertThat(sequences()).containsExactly(502L);
    assertThat(index.points().newest().pts()).isEqualTo(TsPacket.ABSENT);
    assertThat(index.health().scrambled()).isTrue();
    passes(100);
    send(packet(VIDEO).unitStart().scrambled().payload(hex("55AA")));
    assertThat(sequences()).as("too near").hasSize(1);
    passes(100);
    send(packet(VIDEO).unitStart().scrambled().payload(hex("55AA")));
    assertThat(sequences()).hasSize(2);
    picture(1_000, SLICE, false);
    assertThat(index.health().scrambled()).isFalse();
  }

  @Test
  void shouldFollowTheVideoToAnotherPid() {
    tables();
    picture(1_000, IDR, true);
    sendAll(Tables.packets(PMT, counters[PMT], pmt(1, 0x200)));
    assertThat(index.programme().mainPid()).isEqualTo(0x200);
    picture(91_000, IDR, true);
    assertThat(sequences()).as("not the former").hasSize(1);
    start(0x200, 91_000, IDR);
    assertThat(sequences()).hasSize(2);
    assertThat(index.points().newest().programme().mainPid()).isEqualTo(0x200);
    assertThat(index.points().newestUpTo(502).programme().mainPid()).isEqualTo(VIDEO);
  }

  /** All at once, as a new connection begins: what comes fast is none the less apart. */
  @Test
  void shouldFindTheFirstAccessPointOfAnotherConnectionHoweverSoon() {
    tables();
    picture(1_000, IDR, true);
    index.connectionChanged();
    picture(4_600, IDR, true);
    assertThat(sequences()).hasSize(2);
    assertThat(index.health().accessPointIntervalMillis()).as("of two streams").isNull();
  }

  /** The client will get the change from the stream; what it starts with comes before. */
  @Test
  void shouldHaveTheTablesFromBeforeTheUnit() {
    tables();
    start(VIDEO, 1_000, "0000000109F0 0000000167640028");
    byte[] longer = Tables.pmt(1, 1, VIDEO, Map.of(VIDEO, H264, SOUND, AAC), 300);
    sendAll(Tables.packets(PMT, counters[PMT], longer));
    send(packet(VIDEO).payload(hex("0000000165888080")));
    AccessPoint point = index.points().newest();
    assertThat(point.entry()).isEqualTo(500);
    assertThat(point.programme().tables().get(1).packets()).isEqualTo(1);
    assertThat(index.programme().tables().get(1).packets()).isEqualTo(2);
  }

  @Test
  void shouldCountPacketsThatTheSourceLacks() {
    tables();
    more(SOUND);
    send(packet(SOUND).payload(hex("01")));
    counters[SOUND]--;
    send(packet(SOUND).payload(hex("01")));
    assertThat(index.health().continuityErrors()).as("repeated once").isZero();
    counters[SOUND]--;
    send(packet(SOUND).payload(hex("01")));
    assertThat(index.health().continuityErrors()).as("repeated twice").isEqualTo(1);
    counters[SOUND] += 5;
    more(SOUND);
    assertThat(index.health().continuityErrors()).isEqualTo(2);
    counters[SOUND] += 5;
    send(packet(SOUND).discontinuity().payload(hex("01")));
    assertThat(index.health().continuityErrors()).as("announced").isEqualTo(2);
    counters[SOUND] += 5;
    index.connectionChanged();
    more(SOUND);
    assertThat(index.health().continuityErrors()).as("another connection").isEqualTo(2);
  }

  @Test
  void shouldCountNullPackets() {
    send(PacketBuilder.of(TsPacket.NULL_PID, 0).payload());
    send(PacketBuilder.of(TsPacket.NULL_PID, 7).payload());
    assertThat(index.health().nullPackets()).isEqualTo(2);
    assertThat(index.health().continuityErrors()).isZero();
  }

  @Test
  void shouldTellTheClocksJumpsAndItsJitter() {
    tables();
    clock(0);
    passes(40);
    clock(40 * 27_000L);
    assertThat(index.health().pcrJitterMillis()).isZero();
    passes(1_640);
    clock(80 * 27_000L);
    assertThat(index.health().pcrJitterMillis()).isEqualTo(100);
    assertThat(index.health().pcrJumps()).isZero();
    clock(5_000 * 27_000L);
    assertThat(index.health().pcrJumps()).isEqualTo(1);
    clock(4_000 * 27_000L);
    assertThat(index.health().pcrJumps()).as("backwards").isEqualTo(2);
    send(packet(VIDEO).discontinuity().pcr(1).payload(hex("01")));
    assertThat(index.health().pcrJumps()).as("announced").isEqualTo(2);
  }

  @Test
  void shouldTellTheDistanceOfAccessPoints() {
    tables();
    picture(0, IDR, true);
    assertThat(index.health().accessPointIntervalMillis()).isNull();
    picture(180_000, IDR, true);
    assertThat(index.health().accessPointIntervalMillis()).isEqualTo(2_000);
  }

  /** The ledger is for the first 128 PIDs; what comes later costs nothing. */
  @Test
  void shouldBearAllPidsThereAre() {
    tables();
    for (int round = 0; round < 2; round++) {
      for (int pid = 0x20; pid < TsPacket.NULL_PID; pid++) {
        if (pid != PMT && pid != VIDEO) {
          more(pid);
        }
      }
    }
    picture(1_000, IDR, true);
    assertThat(index.points().newest().pids()).hasSize(PidLedger.MAX_PIDS);
    assertThat(index.health().continuityErrors()).isZero();
  }

  @Test
  void shouldForgetAccessPointsThatTheRingHoldsNoMore() {
    StreamIndex small = new StreamIndex(30);
    List<byte[]> stream = new ArrayList<>();
    stream.addAll(Tables.packets(0, 0, Tables.pat(1, 0, Map.of(1, PMT))));
    stream.addAll(Tables.packets(PMT, 0, pmt(0, VIDEO)));
    for (int i = 0; i < 100; i++) {
      byte[] header = PesHeaders.of(0xE0, 90_000L * i, 90_000L * i);
      stream.add(PacketBuilder.of(VIDEO, i).unitStart().randomAccess().payload(header));
    }
    for (int i = 0; i < stream.size(); i++) {
      small.packets(stream.get(i), 0, TsPacket.BYTES, i, 0);
    }
    assertThat(small.points().oldestFrom(0).sequence()).isEqualTo(stream.size() - 31);
  }

  private void tables() {
    sendAll(Tables.packets(0, counters[0], Tables.pat(1, 0, Map.of(1, PMT))));
    sendAll(Tables.packets(PMT, counters[PMT], pmt(0, VIDEO)));
  }

  private static byte[] pmt(int version, int video) {
    return Tables.pmt(1, version, video, Map.of(video, H264, SOUND, AAC), 0);
  }

  /** A picture of one packet. */
  private void picture(long pts, String units, boolean marked) {
    PacketBuilder packet = packet(VIDEO).unitStart();
    send((marked ? packet.randomAccess() : packet).payload(pes(pts, units)));
  }

  private void start(int pid, long pts, String units) {
    send(packet(pid).unitStart().payload(pes(pts, units)));
  }

  private void more(int pid) {
    send(packet(pid).payload(hex("01")));
  }

  private void clock(long ticks) {
    send(packet(VIDEO).pcr(ticks).payload(hex("01")));
  }

  private void passes(long millis) {
    nowNanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private PacketBuilder packet(int pid) {
    return PacketBuilder.of(pid, counters[pid]);
  }

  private void sendAll(List<byte[]> packets) {
    packets.forEach(this::send);
  }

  private void send(byte[] packet) {
    if (TsPacket.hasPayload(packet, 0)) {
      counters[TsPacket.pid(packet, 0)]++;
    }
    index.packets(packet, 0, packet.length, sequence++, nowNanos);
  }

  private static byte[] pes(long pts, String units) {
    byte[] header = PesHeaders.of(0xE0, pts, pts);
    byte[] content = hex(units);
    byte[] pes = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, pes, header.length, content.length);
    return pes;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private List<Long> sequences() {
    List<Long> sequences = new ArrayList<>();
    AccessPoint point = index.points().oldestFrom(0);
    while (point != null) {
      sequences.add(point.sequence());
      point = index.points().oldestFrom(point.sequence() + 1);
    }
    return sequences;
  }
}
