package tv.relay.mpegts;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;

/** PES packets and what is in them, written for the tests in hexadecimal. */
final class CraftedPes {

  /** A PES header of a video stream with a PTS. */
  static final String HEADER = "000001 E0 0000 80 80 05 21 00 01 00 01";

  private CraftedPes() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  /** The header and the units, each behind its start code. */
  static byte[] of(String... units) {
    return withHeader(HEADER, units);
  }

  static byte[] withHeader(String header, String... units) {
    ByteArrayOutputStream pes = new ByteArrayOutputStream();
    pes.writeBytes(hex(header));
    for (String unit : units) {
      pes.writeBytes(hex("00000001" + unit));
    }
    return pes.toByteArray();
  }

  /** An SEI NAL unit of H.264 with these messages, emulation prevention and trailing bits. */
  static String sei(List<SeiMessage> messages) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (SeiMessage message : messages) {
      variable(raw, message.type());
      variable(raw, message.payload().length);
      raw.writeBytes(message.payload());
    }
    raw.write(0x80);
    return "06" + HexFormat.of().formatHex(escaped(raw.toByteArray()));
  }

  private static void variable(ByteArrayOutputStream raw, int value) {
    for (int i = 0; i < value / 255; i++) {
      raw.write(255);
    }
    raw.write(value % 255);
  }

  private static byte[] escaped(byte[] raw) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream();
    int zeros = 0;
    for (byte value : raw) {
      if (zeros == 2 && (value & 0xFF) <= 3) {
        escaped.write(3);
        zeros = 0;
      }
      escaped.write(value);
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return escaped.toByteArray();
  }

  /** A message of an SEI unit. */
  record SeiMessage(int type, byte[] payload) {}
}
