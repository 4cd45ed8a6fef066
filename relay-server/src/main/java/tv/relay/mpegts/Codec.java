package tv.relay.mpegts;

import java.nio.charset.StandardCharsets;

/**
 * What an elementary stream carries, by its stream_type (ISO/IEC 13818-1, table 2-34) and, where
 * that is private, by its descriptors (registration, and those of ETSI EN 300 468).
 */
public enum Codec {
  MPEG1_VIDEO("MPEG-1 video", Kind.VIDEO),
  MPEG2_VIDEO("MPEG-2 video", Kind.VIDEO),
  H264("H.264", Kind.VIDEO),
  HEVC("HEVC", Kind.VIDEO),
  OTHER_VIDEO("video", Kind.VIDEO),
  MPEG_AUDIO("MPEG audio", Kind.AUDIO),
  AAC("AAC", Kind.AUDIO),
  AAC_LATM("AAC (LATM)", Kind.AUDIO),
  AC3("AC-3", Kind.AUDIO),
  EAC3("E-AC-3", Kind.AUDIO),
  DTS("DTS", Kind.AUDIO),
  SUBTITLES("DVB subtitles", Kind.OTHER),
  TELETEXT("teletext", Kind.OTHER),
  METADATA("metadata", Kind.OTHER),
  PRIVATE("private data", Kind.OTHER);

  /** Whether it is seen, heard, or neither. */
  public enum Kind {
    VIDEO,
    AUDIO,
    OTHER
  }

  private static final int REGISTRATION = 0x05;
  private static final int DVB_TELETEXT = 0x56;
  private static final int DVB_SUBTITLING = 0x59;
  private static final int DVB_AC3 = 0x6A;
  private static final int DVB_EAC3 = 0x7A;
  private static final int DVB_DTS = 0x7B;

  private final String title;
  private final Kind kind;

  Codec(String title, Kind kind) {
    this.title = title;
    this.kind = kind;
  }

  /** For people. */
  public String title() {
    return title;
  }

  public Kind kind() {
    return kind;
  }

  static Codec of(int streamType, byte[] section, int descriptorsFrom, int descriptorsEnd) {
    return switch (streamType) {
      case 0x01 -> MPEG1_VIDEO;
      case 0x02 -> MPEG2_VIDEO;
      case 0x03, 0x04 -> MPEG_AUDIO;
      case 0x0F -> AAC;
      case 0x10, 0x33, 0x42, 0xD1, 0xEA -> OTHER_VIDEO;
      case 0x11 -> AAC_LATM;
      case 0x15, 0x86 -> METADATA;
      case 0x1B -> H264;
      case 0x24 -> HEVC;
      case 0x81 -> AC3;
      case 0x82, 0x85, 0x8A -> DTS;
      case 0x84, 0x87 -> EAC3;
      default -> byDescriptors(section, descriptorsFrom, descriptorsEnd);
    };
  }

  private static Codec byDescriptors(byte[] section, int from, int end) {
    int at = from;
    while (at + 2 <= end) {
      int length = section[at + 1] & 0xFF;
      if (at + 2 + length > end) {
        break;
      }
      Codec found =
          switch (section[at] & 0xFF) {
            case REGISTRATION -> length < 4 ? null : byRegistration(section, at + 2);
            case DVB_TELETEXT -> TELETEXT;
            case DVB_SUBTITLING -> SUBTITLES;
            case DVB_AC3 -> AC3;
            case DVB_EAC3 -> EAC3;
            case DVB_DTS -> DTS;
            default -> null;
          };
      if (found != null) {
        return found;
      }
      at += 2 + length;
    }
    return PRIVATE;
  }

  private static Codec byRegistration(byte[] section, int at) {
    return switch (new String(section, at, 4, StandardCharsets.ISO_8859_1)) {
      case "AC-3" -> AC3;
      case "EAC3" -> EAC3;
      case "HEVC" -> HEVC;
      case "DTS1", "DTS2", "DTS3" -> DTS;
      case "ID3 " -> METADATA;
      default -> null;
    };
  }
}
