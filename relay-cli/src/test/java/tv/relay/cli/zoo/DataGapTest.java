package tv.relay.cli.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.relay.mpegts.TsPacket;

class DataGapTest {
  private static final long MILLI = 1_000_000;

  private final DataGap gap = new DataGap();

  @Test
  void shouldMeasureFromTheLastDataToTheNext() {
    carry(data(), 188, 100);
    carry(data(), 188, 110);
    carry(data(), 188, 940);
    carry(data(), 188, 950);
    assertThat(gap.longestMillis()).isEqualTo(830);
  }

  @Test
  void shouldNotTakeNullPacketsForData() {
    carry(data(), 188, 100);
    carry(nothing(), 188, 400);
    carry(nothing(), 188, 700);
    carry(data(), 188, 900);
    assertThat(gap.longestMillis()).isEqualTo(800);
  }

  @Test
  void shouldFollowPacketsThatComeInPieces() {
    carry(data(), 100, 100);
    carry(new byte[88], 88, 200);
    carry(nothing(), 2, 300);
    carry(new byte[] {(byte) 0xFF}, 1, 400);
    carry(new byte[185], 185, 500);
    carry(data(), 188, 600);
    assertThat(gap.longestMillis()).isEqualTo(400);
  }

  @Test
  void shouldForgetWhatWasBefore() {
    carry(data(), 188, 100);
    carry(data(), 188, 900);
    gap.begin();
    carry(data(), 188, 910);
    assertThat(gap.longestMillis()).isEqualTo(10);
  }

  private void carry(byte[] bytes, int length, long millis) {
    gap.carried(bytes, length, millis * MILLI);
  }

  private static byte[] data() {
    byte[] packet = new byte[TsPacket.BYTES];
    packet[0] = TsPacket.SYNC;
    packet[1] = 1;
    return packet;
  }

  private static byte[] nothing() {
    byte[] packet = new byte[TsPacket.BYTES];
    packet[0] = TsPacket.SYNC;
    packet[1] = 0x1F;
    packet[2] = (byte) 0xFF;
    return packet;
  }
}
