package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.relay.mpegts.AccessUnitProbe.Verdict.ACCESS_POINT;
import static tv.relay.mpegts.AccessUnitProbe.Verdict.NOT_AN_ACCESS_POINT;
import static tv.relay.mpegts.AccessUnitProbe.Verdict.UNDECIDED;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.mpegts.AccessUnitProbe.Verdict;
import tv.relay.mpegts.CraftedPes.SeiMessage;

class AccessUnitProbeTest {

  private static final String AUD = "09 F0";
  private static final String SPS = "67 4D 40 1E";
  private static final String PPS = "68 EE 3C 80";
  private static final String IDR = "65 88 84";
  private static final String SLICE = "41 9A 24";
  private static final String RECOVERY = CraftedPes.sei(List.of(message(6, "84")));
  private static final String OTHER_SEI = CraftedPes.sei(List.of(message(1, "00 06 06")));

  private static final String HEVC_AUD = "46 01 50";
  private static final String HEVC_SPS = "42 01 01";

  private static final String SEQUENCE = "B3 16 01 20 13 FF FF E0 18";
  private static final String I_PICTURE = "00 00 0F FF F8";
  private static final String P_PICTURE = "00 00 57 FF F8";

  @Test
  void shouldTakeAnIdrPictureForAClosedAccessPoint() {
    assertThat(look(Codec.H264, AUD, SPS, PPS, OTHER_SEI, IDR)).isEqualTo("closed");
  }

  @Test
  void shouldTakeARecoveryPointForAnOpenAccessPoint() {
    assertThat(look(Codec.H264, AUD, SPS, PPS, RECOVERY, SLICE)).isEqualTo("open");
    assertThat(look(Codec.H264, AUD, RECOVERY, SPS, PPS, "42 9A")).isEqualTo("open");
  }

  @Test
  void shouldNotTakeAnotherPictureForAnAccessPoint() {
    assertThat(look(Codec.H264, AUD, SLICE)).isEqualTo("none");
    assertThat(look(Codec.H264, AUD, SPS, PPS, OTHER_SEI, SLICE)).isEqualTo("none");
    assertThat(look(Codec.H264, AUD, SPS, PPS, "42 9A")).isEqualTo("none");
  }

  /** Who starts there has no parameters; only an earlier picture's decoder does. */
  @Test
  void shouldAskForTheParametersInTheSameAccessUnit() {
    assertThat(look(Codec.H264, AUD, PPS, IDR)).isEqualTo("none");
    assertThat(look(Codec.H264, AUD, PPS, RECOVERY, SLICE)).isEqualTo("none");
    assertThat(look(Codec.HEVC, HEVC_AUD, "26 01 AF")).isEqualTo("none");
    assertThat(look(Codec.MPEG2_VIDEO, "B8 00 08 00 40", I_PICTURE)).isEqualTo("none");
  }

  @Test
  void shouldForgetTheParametersOfTheAccessUnitBefore() {
    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);
    assertThat(feed(probe, CraftedPes.of(AUD, SPS, PPS, RECOVERY))).isEqualTo(UNDECIDED);

    assertThat(feed(probe, CraftedPes.of(AUD, IDR))).isEqualTo(NOT_AN_ACCESS_POINT);
    assertThat(feed(probe, CraftedPes.of(AUD, SPS, SLICE))).isEqualTo(NOT_AN_ACCESS_POINT);
  }

  /** In PES packets of their own; the second of an IDR picture is no IDR picture, or has no SPS. */
  @Test
  void shouldNotTakeASecondFieldForAnAccessPoint() {
    AccessUnitProbe avc = AccessUnitProbe.of(Codec.H264);
    assertThat(feed(avc, CraftedPes.of(AUD, SPS, PPS, IDR))).isEqualTo(ACCESS_POINT);
    assertThat(feed(avc, CraftedPes.of(AUD, PPS, SLICE))).isEqualTo(NOT_AN_ACCESS_POINT);
    assertThat(feed(avc, CraftedPes.of(AUD, PPS, IDR))).isEqualTo(NOT_AN_ACCESS_POINT);
    assertThat(avc.isClosed()).isFalse();

    AccessUnitProbe mpeg = AccessUnitProbe.of(Codec.MPEG2_VIDEO);
    assertThat(feed(mpeg, CraftedPes.of(SEQUENCE, I_PICTURE))).isEqualTo(ACCESS_POINT);
    assertThat(feed(mpeg, CraftedPes.of(I_PICTURE))).isEqualTo(NOT_AN_ACCESS_POINT);
    assertThat(feed(mpeg, CraftedPes.of(P_PICTURE))).isEqualTo(NOT_AN_ACCESS_POINT);
  }

  /** As a payload type of 6 may be where none is: in a payload, behind emulation prevention. */
  @Test
  void shouldKeepToTheMessagesOfAnSei() {
    String hidden = CraftedPes.sei(List.of(message(5, "00 00 01 06 01"), message(300, "06 01")));
    String behind =
        CraftedPes.sei(List.of(message(5, "00 00 00 00 00 00 00 02"), message(6, "C4")));

    assertThat(look(Codec.H264, SPS, hidden, SLICE)).isEqualTo("none");
    assertThat(look(Codec.H264, SPS, behind, SLICE)).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 19, 20})
  void shouldTakeBlaAndIdrForClosedAccessPoints(int type) {
    assertThat(look(Codec.HEVC, HEVC_AUD, HEVC_SPS, nal(type))).isEqualTo("closed");
  }

  @Test
  void shouldTakeCraForAnOpenAccessPoint() {
    assertThat(look(Codec.HEVC, HEVC_AUD, HEVC_SPS, nal(21))).isEqualTo("open");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7, 8, 9})
  void shouldNotTakeTrailingAndLeadingPicturesForAccessPoints(int type) {
    assertThat(look(Codec.HEVC, HEVC_AUD, HEVC_SPS, nal(type), nal(19))).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 22, 23, 31, 39, 63})
  void shouldPassOverWhatIsNoPictureToADecoder(int type) {
    assertThat(look(Codec.HEVC, HEVC_SPS, nal(type))).isEqualTo("undecided");
    assertThat(look(Codec.HEVC, HEVC_SPS, nal(type), nal(20))).isEqualTo("closed");
  }

  @ParameterizedTest
  @EnumSource(names = {"MPEG1_VIDEO", "MPEG2_VIDEO"})
  void shouldTakeASequenceHeaderWithAnIPictureForAnAccessPoint(Codec codec) {
    assertThat(look(codec, SEQUENCE, I_PICTURE)).isEqualTo("open");
    assertThat(look(codec, SEQUENCE, "B8 00 08 00 00", I_PICTURE)).isEqualTo("open");
    assertThat(look(codec, SEQUENCE, "B5 14", "B8 FF FF FF 20", I_PICTURE)).isEqualTo("open");
    assertThat(look(codec, SEQUENCE, "B5 14", "B8 00 08 00 40 00 00", I_PICTURE))
        .isEqualTo("closed");
  }

  @ParameterizedTest
  @EnumSource(names = {"MPEG1_VIDEO", "MPEG2_VIDEO"})
  void shouldNotTakeOtherPicturesForAccessPoints(Codec codec) {
    assertThat(look(codec, SEQUENCE, P_PICTURE)).isEqualTo("none");
    assertThat(look(codec, SEQUENCE, "00 00 1F FF F8")).isEqualTo("none");
    assertThat(look(codec, "01 13", SEQUENCE, I_PICTURE)).isEqualTo("none");
  }

  /** A header of zeros must not be read as emulation prevention or as the next start code. */
  @Test
  void shouldReadAPictureHeaderBehindItsOwnZero() {
    assertThat(look(Codec.MPEG2_VIDEO, SEQUENCE, "00 01 0F")).isEqualTo("open");
    assertThat(look(Codec.MPEG2_VIDEO, SEQUENCE, "00 00 08")).isEqualTo("open");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"H264", "HEVC", "MPEG1_VIDEO", "MPEG2_VIDEO"})
  void shouldTakeEachPesPacketOfOtherStreamsForAnAccessPoint(Codec codec) {
    AccessUnitProbe probe = AccessUnitProbe.of(codec);
    assertThat(probe.feed(new byte[1], 0, 1)).isEqualTo(NOT_AN_ACCESS_POINT);

    probe.begin();

    assertThat(probe.feed(new byte[1], 0, 1)).isEqualTo(ACCESS_POINT);
    assertThat(probe.isClosed()).isEqualTo(codec != Codec.OTHER_VIDEO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "000001 E0 0000 90 80 05 21 00 01 00 01", // scrambled
        "000001 E0 0000 40 80 05 21 00 01 00 01", // not the header of a PES packet
        "000001 BE 0000 80 80 05 21 00 01 00 01", // padding
        "000001 BF 0000 80 80 05 21 00 01 00 01", // private_stream_2
        "000002 E0 0000 80 80 05 21 00 01 00 01", // no start code
        "000101 E0 0000 80 80 05 21 00 01 00 01"
      })
  void shouldNotLookIntoWhatIsNoReadablePes(String header) {
    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);

    assertThat(feed(probe, CraftedPes.withHeader(header, SPS, IDR))).isEqualTo(NOT_AN_ACCESS_POINT);
  }

  /** What looks like units in the longest header there is, and comes before the real ones. */
  @Test
  void shouldPassOverAHeaderOfAnyLength() {
    String header = "000001 E0 0000 80 00 FF" + "00000165".repeat(63) + "FFFFFF";

    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);
    assertThat(feed(probe, CraftedPes.withHeader(header, SPS, IDR))).isEqualTo(ACCESS_POINT);
    assertThat(feed(probe, CraftedPes.withHeader("000001 E0 0000 80 00 00", SPS, IDR)))
        .isEqualTo(ACCESS_POINT);
  }

  @Test
  void shouldGiveUpAfterALongLook() {
    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);
    byte[] start = CraftedPes.of(SPS, "0C FF");
    assertThat(feed(probe, start)).isEqualTo(UNDECIDED);
    byte[] filler = new byte[AccessUnitProbe.MAX_LOOK_BYTES - start.length];
    Arrays.fill(filler, (byte) 0xFF);

    assertThat(probe.feed(filler, 0, filler.length)).isEqualTo(UNDECIDED);
    assertThat(probe.feed(filler, 0, 1)).isEqualTo(NOT_AN_ACCESS_POINT);
    byte[] late = CraftedPes.withHeader("", SPS, IDR);
    assertThat(probe.feed(late, 0, late.length)).isEqualTo(NOT_AN_ACCESS_POINT);
  }

  @Test
  void shouldStayAtTheVerdict() {
    AccessUnitProbe probe = AccessUnitProbe.of(Codec.H264);
    feed(probe, CraftedPes.of(SPS, IDR));
    byte[] more = CraftedPes.withHeader("", SLICE);

    assertThat(probe.feed(more, 0, more.length)).isEqualTo(ACCESS_POINT);
    assertThat(probe.isClosed()).isTrue();
  }

  private static String look(Codec codec, String... units) {
    AccessUnitProbe probe = AccessUnitProbe.of(codec);
    return switch (feed(probe, CraftedPes.of(units))) {
      case UNDECIDED -> "undecided";
      case NOT_AN_ACCESS_POINT -> "none";
      case ACCESS_POINT -> probe.isClosed() ? "closed" : "open";
    };
  }

  private static Verdict feed(AccessUnitProbe probe, byte[] pes) {
    probe.begin();
    return probe.feed(pes, 0, pes.length);
  }

  private static String nal(int type) {
    return "%02X01".formatted(type << 1);
  }

  private static SeiMessage message(int type, String payload) {
    return new SeiMessage(type, CraftedPes.hex(payload));
  }
}
