package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.relay.mpegts.TsPacket;
import tv.relay.testing.PacketBuilder;
import tv.relay.testing.StreamModel;
import tv.relay.testing.StreamPacket;

/**
 * What one client got of a {@link StreamModel}, held against what it may get: a plain reading of
 * the promises, which knows nothing of how they are kept.
 */
final class Reception {
  private static final int MPEG_AUDIO = 0x03;

  private final StreamModel stream;

  /** What was sent of the stream, in its order. */
  private final List<StreamPacket> got = new ArrayList<>();

  private final List<byte[]> all;
  private final OwnPackets own;
  private final long join;
  private final long end;
  private final boolean[] received;

  /**
   * What the client got.
   *
   * @param join from where on
   * @param end up to where it has got or lost everything
   */
  Reception(StreamModel stream, List<byte[]> packets, long join, long end) {
    this.stream = stream;
    this.all = packets;
    this.own = new OwnPackets(stream);
    this.join = join;
    this.end = end;
    this.received = new boolean[stream.packets().size()];
    long last = join - 1;
    for (byte[] packet : packets) {
      long number = PacketBuilder.number(packet, 0);
      if (number < 0) {
        own.check(packet);
        continue;
      }
      assertThat(number).as("order: a packet after %s", last).isGreaterThan(last);
      StreamPacket known = stream.packets().get((int) number);
      assertThat(packet).as("packet %s", number).isEqualTo(known.bytes());
      got.add(known);
      received[(int) number] = true;
      last = number;
    }
    assertThat(last).as("the last packet").isLessThan(end);
  }

  /** Packets of the stream that the client did not get. */
  long missing() {
    return end - join - got.size();
  }

  /**
   * PAT, PMT, access point, and nothing before them.
   *
   * @param atOnce unless it was too slow even for that, so that it lost before it began
   */
  void shouldBeginAtAnAccessPoint(boolean atOnce) {
    StreamPacket first = firstMain();
    assertThat(first.accessPoint()).as("begins at %s", first.sequence()).isTrue();
    List<byte[]> before = new ArrayList<>();
    for (byte[] packet : all) {
      if (PacketBuilder.number(packet, 0) == first.sequence()) {
        break;
      }
      before.add(packet);
    }
    String[] tables = own.tablesBefore(first.sequence()).toArray(String[]::new);
    if (atOnce) {
      assertThat(own.sections(before)).as("tables").containsExactly(tables);
      assertThat(before.stream().allMatch(own::isTablePacket)).as("tables only").isTrue();
    } else {
      assertThat(own.sections(before)).as("tables").containsSubsequence(tables);
    }
  }

  /** Whether it has got as far as to a picture or, where there is none, to a sound. */
  boolean hasBegun() {
    return got.stream().anyMatch(StreamPacket::main);
  }

  private StreamPacket firstMain() {
    return got.stream().filter(StreamPacket::main).findFirst().orElseThrow();
  }

  /**
   * The main PID has holes only from a unit's end to an access point, or of leading pictures.
   *
   * @param fromPoint whether the client began at an access point
   */
  void shouldLoseWholeGroups(boolean fromPoint) {
    StreamPacket point = null;
    StreamPacket last = null;
    for (StreamPacket packet : got) {
      if (packet.main()) {
        List<StreamPacket> hole = lostMain(last == null ? join : last.sequence() + 1, packet);
        long pts = point == null ? -1 : point.pts();
        boolean lostLeadingOnly = hole.stream().allMatch(lost -> lost.pts() < pts);
        if (!hole.isEmpty() && !packet.accessPoint()) {
          assertThat(lostLeadingOnly)
              .as("lost before %s, entered at %s", packet.sequence(), point)
              .isTrue();
          assertThat(packet.unitStart()).as("%s starts a unit", packet.sequence()).isTrue();
        }
        if ((last == null && fromPoint) || (!lostLeadingOnly && packet.accessPoint())) {
          point = packet;
        }
        if (point != null && point.accessPoint() && isBeforeNextPoint(point, packet)) {
          assertThat(packet.pts())
              .as("leading picture %s behind %s", packet.sequence(), point.sequence())
              .isGreaterThanOrEqualTo(point.pts());
        }
        last = packet;
      }
    }
  }

  /** Whether no other access point begins between the two. */
  private boolean isBeforeNextPoint(StreamPacket point, StreamPacket packet) {
    for (long i = point.sequence() + 1; i <= packet.sequence(); i++) {
      if (stream.packets().get((int) i).accessPoint()) {
        return false;
      }
    }
    return true;
  }

  private List<StreamPacket> lostMain(long from, StreamPacket to) {
    return stream.packets().subList((int) from, (int) to.sequence()).stream()
        .filter(StreamPacket::main)
        .toList();
  }

  /**
   * Units are there or they aren't. That one which began before the join lacks its beginning, and
   * one that is still being sent its end, is no loss.
   */
  void shouldHaveWholeUnits() {
    Map<Integer, List<StreamPacket>> units = new HashMap<>();
    for (StreamPacket packet : stream.packets()) {
      if (packet.hasPayload() && packet.sequence() < end && packet.pid() != StreamModel.PMT_PID) {
        units.computeIfAbsent(packet.unit(), unit -> new ArrayList<>()).add(packet);
      }
    }
    for (List<StreamPacket> unit : units.values()) {
      if (unit.get(0).sequence() >= join) {
        long there = unit.stream().filter(this::has).count();
        assertThat(there)
            .as("unit %s of PID %s: %s", unit.get(0).unit(), unit.get(0).pid(), described(unit))
            .isIn(0L, (long) unit.size());
      }
    }
  }

  private List<String> described(List<StreamPacket> unit) {
    return unit.stream().map(p -> (has(p) ? "" : "lost ") + p.sequence()).toList();
  }

  private boolean has(StreamPacket packet) {
    return received[(int) packet.sequence()];
  }

  /** As ffmpeg looks at it; MPEG audio shows each of its holes, and nothing else shows. */
  void shouldHaveAnnouncedBreaksOnly() {
    Map<Integer, Integer> counters = new HashMap<>();
    Map<Integer, Long> sequences = new HashMap<>();
    Map<Integer, Integer> failures = new HashMap<>();
    Map<Integer, Integer> paddings = new HashMap<>();
    for (byte[] packet : all) {
      int pid = TsPacket.pid(packet, 0);
      if (pid == TsPacket.NULL_PID) {
        continue;
      }
      int counter = TsPacket.continuityCounter(packet, 0);
      Integer last = counters.put(pid, counter);
      int expected = last == null ? counter : last + (TsPacket.hasPayload(packet, 0) ? 1 : 0);
      boolean broken = (expected & 0x0F) != counter && !TsPacket.discontinuity(packet, 0);
      long number = PacketBuilder.number(packet, 0);
      if (!isMpegAudio(pid)) {
        assertThat(broken)
            .as(
                "break of PID %s from %s to %s at %s, after %s",
                pid, last, counter, number, sequences.get(pid))
            .isFalse();
      } else {
        failures.merge(pid, broken ? 1 : 0, Integer::sum);
        paddings.merge(pid, number < 0 ? 1 : 0, Integer::sum);
      }
      if (number >= 0) {
        Long before = sequences.put(pid, number);
        if (isMpegAudio(pid)) {
          int shown = failures.getOrDefault(pid, 0);
          // One that the client had never got may begin as it likes.
          boolean hole = before == null ? shown > 0 : lostOf(pid, before, number);
          assertThat(shown > 0)
              .as("break of MPEG audio %s from %s to %s shows", pid, before, number)
              .isEqualTo(hole);
          // Of each skip, also of one that nothing came through behind.
          assertThat(shown).isLessThanOrEqualTo(1 + paddings.getOrDefault(pid, 0));
          paddings.remove(pid);
          failures.remove(pid);
        }
      }
    }
  }

  private boolean lostOf(int pid, long from, long to) {
    return stream.packets().subList((int) from + 1, (int) to).stream()
        .anyMatch(packet -> packet.pid() == pid && packet.hasPayload());
  }

  private boolean isMpegAudio(int pid) {
    return stream.types(0).getOrDefault(pid, 0) == MPEG_AUDIO;
  }

  /** Every section that the client puts together is one of the source's. */
  void shouldHaveSoundSections() {
    own.shouldHaveSoundSections(all);
  }

  @Override
  public String toString() {
    return own.described(all);
  }
}
