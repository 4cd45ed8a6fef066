package tv.relay.mpegts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramMapTest {
  private static final int TABLE_ID = 2;
  private static final int PRIVATE = 0x06;
  private static final byte[] LANGUAGE = descriptor(0x0A, CraftedSection.bytes('d', 'e', 'u', 0));

  @Test
  void shouldNameTheStreamsInTheirOrder() {
    byte[] content =
        content(0x1FFE, LANGUAGE, stream(0x1B, 0x100), stream(0x0F, 0x1FFD, LANGUAGE, LANGUAGE));
    assertThat(read(CraftedSection.of(TABLE_ID, 0xABCD, 17, content)))
        .isEqualTo(
            new ProgramMap(
                0xABCD,
                17,
                0x1FFE,
                List.of(
                    new ElementaryStream(0x100, Codec.H264),
                    new ElementaryStream(0x1FFD, Codec.AAC))));
  }

  @ParameterizedTest
  @CsvSource({
    "0x01, MPEG1_VIDEO",
    "0x02, MPEG2_VIDEO",
    "0x03, MPEG_AUDIO",
    "0x04, MPEG_AUDIO",
    "0x0F, AAC",
    "0x11, AAC_LATM",
    "0x15, METADATA",
    "0x1B, H264",
    "0x24, HEVC",
    "0x81, AC3",
    "0x82, DTS",
    "0x86, METADATA",
    "0x87, EAC3",
    "0x8A, DTS",
    "0x33, OTHER_VIDEO",
    "0x06, PRIVATE",
    "0x05, PRIVATE",
    "0xFF, PRIVATE"
  })
  void shouldTellACodecByItsStreamType(String streamType, Codec codec) {
    assertThat(codecOf(stream(Integer.decode(streamType), 0x100, LANGUAGE))).isEqualTo(codec);
  }

  @ParameterizedTest
  @CsvSource({
    "0x56, TELETEXT",
    "0x59, SUBTITLES",
    "0x6A, AC3",
    "0x7A, EAC3",
    "0x7B, DTS",
    "0x0A, PRIVATE"
  })
  void shouldTellAPrivateStreamByItsDescriptors(String tag, Codec codec) {
    byte[] telling = descriptor(Integer.decode(tag), new byte[1]);
    assertThat(codecOf(stream(PRIVATE, 0x100, LANGUAGE, telling, LANGUAGE))).isEqualTo(codec);
    assertThat(codecOf(stream(PRIVATE, 0x100, descriptor(Integer.decode(tag), new byte[0]))))
        .isEqualTo(codec);
  }

  @ParameterizedTest
  @CsvSource({
    "AC-3, AC3",
    "EAC3, EAC3",
    "HEVC, HEVC",
    "DTS1, DTS",
    "'ID3 ', METADATA",
    "Opus, PRIVATE"
  })
  void shouldTellAPrivateStreamByItsRegistration(String identifier, Codec codec) {
    byte[] registration = descriptor(0x05, identifier.getBytes(ISO_8859_1));
    assertThat(codecOf(stream(PRIVATE, 0x100, LANGUAGE, registration))).isEqualTo(codec);
  }

  @Test
  void shouldPassOverARegistrationThatIsCutShort() {
    byte[] cut = descriptor(0x05, CraftedSection.bytes('A', 'C', '-'));
    assertThat(codecOf(stream(PRIVATE, 0x100, cut, descriptor(0x59, new byte[8]))))
        .isEqualTo(Codec.SUBTITLES);
  }

  /** 202 streams without descriptors are as many as a section holds. */
  @Test
  void shouldReadTheLongestTable() {
    ByteArrayOutputStream streams = new ByteArrayOutputStream();
    for (int i = 0; i < 201; i++) {
      streams.writeBytes(stream(0x0F, 0x200 + i));
    }
    byte[] content = content(0x100, new byte[0], streams.toByteArray(), stream(PRIVATE, 0x1000));
    ProgramMap map = read(CraftedSection.of(TABLE_ID, 1, 0, content));
    assertThat(map.streams()).hasSize(202);
    assertThat(map.streams().get(201)).isEqualTo(new ElementaryStream(0x1000, Codec.PRIVATE));
  }

  @Test
  void shouldEndTheListAtAStreamWhoseDescriptorsLeadOutOfTheTable() {
    byte[] bad = stream(PRIVATE, 0x102, LANGUAGE);
    bad[4]++;
    assertThat(read(section(stream(0x1B, 0x100), stream(0x0F, 0x101), bad)).streams())
        .containsExactly(
            new ElementaryStream(0x100, Codec.H264), new ElementaryStream(0x101, Codec.AAC));
  }

  @Test
  void shouldEndTheListAtAStreamThatIsCutShort() {
    assertThat(read(section(stream(0x1B, 0x100), new byte[4])).streams()).hasSize(1);
  }

  @Test
  void shouldHaveNoStreamsWhenTheProgrammesDescriptorsLeadOutOfTheTable() {
    byte[] content = content(0x100, LANGUAGE, stream(0x1B, 0x100));
    content[2] = (byte) 0xFF;
    content[3] = (byte) 0xFF;
    assertThat(read(CraftedSection.of(TABLE_ID, 1, 0, content)).streams()).isEmpty();
  }

  /** A descriptor that leads out of its stream must not read the next stream's. */
  @Test
  void shouldKeepAStreamsDescriptorsApartFromTheNextStream() {
    byte[] leadsOut = descriptor(0x0A, new byte[0]);
    leadsOut[1] = 1;
    byte[] next = stream(PRIVATE, 0x101, descriptor(0x6A, new byte[1]));
    assertThat(read(section(stream(PRIVATE, 0x100, leadsOut), next)).streams())
        .containsExactly(
            new ElementaryStream(0x100, Codec.PRIVATE), new ElementaryStream(0x101, Codec.AC3));
  }

  @Test
  void shouldNotTakeTheNextTableOrAnotherOneForTheOneInForce() {
    byte[] content = content(0x100, new byte[0], stream(0x1B, 0x100));
    assertThat(read(CraftedSection.of(TABLE_ID, 1, 0, false, content))).isNull();
    assertThat(read(CraftedSection.of(0, 1, 0, content))).isNull();
  }

  @Property
  void shouldNotThrowWhateverComes(
      @ForAll @Size(1024) byte[] section,
      @ForAll @IntRange(max = 1024) int length,
      @ForAll boolean likely) {
    section[0] = TABLE_ID;
    section[5] |= 1;
    if (likely) {
      section[10] = 0;
      section[11] = 0;
      for (int at = 12; at + 5 < section.length; at += 12) {
        section[at] = PRIVATE;
        section[at + 3] = 0;
        section[at + 4] = at % 24 == 0 ? 7 : section[at + 4];
      }
    }
    assertThat(ProgramMap.read(section, length) == null).isEqualTo(length < 16);
  }

  private static Codec codecOf(byte[] stream) {
    return read(section(stream)).streams().get(0).codec();
  }

  private static byte[] section(byte[]... streams) {
    return CraftedSection.of(TABLE_ID, 1, 0, content(0x100, new byte[0], streams));
  }

  private static byte[] content(int pcrPid, byte[] descriptors, byte[]... streams) {
    byte[] head = CraftedSection.bytes(0xE0 | pcrPid >> 8, pcrPid, 0xF0, descriptors.length);
    return CraftedSection.joined(head, descriptors, CraftedSection.joined(streams));
  }

  private static byte[] stream(int streamType, int pid, byte[]... descriptors) {
    byte[] all = CraftedSection.joined(descriptors);
    byte[] head =
        CraftedSection.bytes(streamType, 0xE0 | pid >> 8, pid, 0xF0 | all.length >> 8, all.length);
    return CraftedSection.joined(head, all);
  }

  private static byte[] descriptor(int tag, byte[] content) {
    return CraftedSection.joined(CraftedSection.bytes(tag, content.length), content);
  }

  private static ProgramMap read(byte[] section) {
    return ProgramMap.read(section, section.length);
  }
}
