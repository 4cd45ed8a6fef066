package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tv.relay.mpegts.NullPacket;
import tv.relay.mpegts.SectionAssembler;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.PacketBuilder;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamPacket;
import tv.relay.testing.Tables;

/** The packets that the relay may make: which they are, and what the tables among them say. */
final class OwnPackets {
  private static final int PADDING_STREAM = 0xBE;

  private final StreamModel stream;

  OwnPackets(StreamModel stream) {
    this.stream = stream;
  }

  /**
   * It is a copy of a table, stuffing of sections, an announcement, padding of MPEG audio, or a
   * null packet for the time in which there is nothing.
   */
  void check(byte[] packet) {
    assertThat(kind(packet)).as(() -> HexFormat.of().formatHex(packet)).isNotNull();
  }

  boolean isTablePacket(byte[] packet) {
    int pid = TsPacket.pid(packet, 0);
    return pid == 0 || pid == StreamModel.PMT_PID;
  }

  private boolean isSectionPid(int pid) {
    return pid == 0 || pid == StreamModel.PMT_PID || pid == StreamModel.SECTION_PID;
  }

  /** Null when it is none of them. */
  private String kind(byte[] packet) {
    int pid = TsPacket.pid(packet, 0);
    if (packet[0] != TsPacket.SYNC || (packet[1] & 0xA0) != 0) {
      return null;
    }
    if (!TsPacket.hasPayload(packet, 0)) {
      boolean announcement =
          packet[4] == (byte) 183 && packet[5] == (byte) 0x80 && isFilled(packet, 6);
      return announcement ? "!" : null;
    }
    if ((packet[3] & 0x20) != 0) {
      return null;
    }
    if (Arrays.equals(packet, NullPacket.make())) {
      return "0";
    }
    if (!TsPacket.payloadUnitStart(packet, 0) && isSectionPid(pid) && isFilled(packet, 4)) {
      return "_";
    }
    if (isTablePacket(packet)) {
      return isCopy(packet, pid) ? "t" : null;
    }
    boolean padding =
        (packet[4] | packet[5]) == 0
            && packet[6] == 1
            && (packet[7] & 0xFF) == PADDING_STREAM
            && isFilled(packet, 10);
    return padding && stream.types(0).getOrDefault(pid, 0) == 0x03 ? "p" : null;
  }

  private boolean isCopy(byte[] packet, int pid) {
    for (int tables = 0; tables <= 1; tables++) {
      byte[] section = pid == 0 ? stream.pat() : stream.pmt(tables);
      for (byte[] copy : Tables.packets(pid, TsPacket.continuityCounter(packet, 0), section)) {
        TsPacket.setContinuityCounter(copy, 0, TsPacket.continuityCounter(packet, 0));
        if (Arrays.equals(copy, packet)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isFilled(byte[] packet, int from) {
    for (int i = from; i < TsPacket.BYTES; i++) {
      if (packet[i] != (byte) 0xFF) {
        return false;
      }
    }
    return true;
  }

  /** PAT and PMT as the source has them last before that packet, in hexadecimal. */
  List<String> tablesBefore(long sequence) {
    List<byte[]> before =
        stream.packets().subList(0, (int) sequence).stream()
            .map(StreamPacket::bytes)
            .filter(this::isTablePacket)
            .toList();
    List<String> sections = sections(before);
    String pat = null;
    String pmt = null;
    for (String section : sections) {
      if (section.startsWith("00")) {
        pat = section;
      } else {
        pmt = section;
      }
    }
    return List.of(pat, pmt);
  }

  /** The sections of the tables in these packets, in hexadecimal, in their order. */
  List<String> sections(List<byte[]> packets) {
    List<String> sections = new ArrayList<>();
    Map<Integer, SectionAssembler> assemblers = new HashMap<>();
    for (byte[] packet : packets) {
      int pid = TsPacket.pid(packet, 0);
      if (isSectionPid(pid)) {
        assemblers
            .computeIfAbsent(pid, p -> new SectionAssembler())
            .packet(packet, 0, (bytes, length) -> sections.add(hex(Arrays.copyOf(bytes, length))));
      }
    }
    return sections;
  }

  void shouldHaveSoundSections(List<byte[]> packets) {
    List<byte[]> source = stream.packets().stream().map(StreamPacket::bytes).toList();
    assertThat(sections(source)).containsAll(sections(packets));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** One word a packet: sequences of the stream's, runs of them shortened, and own packets. */
  String described(List<byte[]> packets) {
    StringBuilder text = new StringBuilder();
    long first = -1;
    long last = -1;
    for (byte[] packet : packets) {
      long number = PacketBuilder.number(packet, 0);
      if (number >= 0 && number == last + 1 && first >= 0) {
        last = number;
        continue;
      }
      if (first >= 0) {
        text.append(first).append("..").append(last).append(' ');
      }
      first = number;
      last = number;
      if (number < 0) {
        int counter = TsPacket.continuityCounter(packet, 0);
        text.append("%s%x/%x ".formatted(kind(packet), TsPacket.pid(packet, 0), counter));
      }
    }
    return first < 0 ? text.toString() : text.append(first).append("..").append(last).toString();
  }
}
