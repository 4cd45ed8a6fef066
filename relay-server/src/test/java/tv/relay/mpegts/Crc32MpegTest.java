package tv.relay.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Crc32MpegTest {

  /** The check value of CRC-32/MPEG-2 in the catalogue of CRC algorithms. */
  @Test
  void shouldGiveTheCatalogueValue() {
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(Crc32Mpeg.of(check, 0, check.length)).isEqualTo(0x0376E6E7);
  }

  /** A PAT as ffmpeg writes it: programme 1, PMT on 0x1000. */
  @Test
  void shouldGiveZeroOverARealSection() {
    byte[] pat =
        CraftedSection.bytes(
            0x00, 0xB0, 0x0D, 0x00, 0x01, 0xC1, 0x00, 0x00, 0x00, 0x01, 0xF0, 0x00, 0x2A, 0xB1,
            0x04, 0xB2);
    assertThat(Crc32Mpeg.of(pat, 0, pat.length)).isZero();
    assertThat(Crc32Mpeg.of(pat, 0, pat.length - 4)).isEqualTo(0x2AB104B2);
  }

  @Property
  void shouldNoticeEverySingleBit(
      @ForAll @Size(min = 1, max = 1020) byte[] bytes, @ForAll @IntRange(max = 100_000) int place) {
    int before = Crc32Mpeg.of(bytes, 0, bytes.length);
    int bit = place % (bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    assertThat(Crc32Mpeg.of(bytes, 0, bytes.length)).isNotEqualTo(before);
  }

  @Test
  void shouldKeepToItsRange() {
    byte[] check = "xx123456789yy".getBytes(StandardCharsets.US_ASCII);
    assertThat(Crc32Mpeg.of(check, 2, 9)).isEqualTo(0x0376E6E7);
    assertThat(Crc32Mpeg.of(check, 2, 0)).isEqualTo(-1);
  }
}
