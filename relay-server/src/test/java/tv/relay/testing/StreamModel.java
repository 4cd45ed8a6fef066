package tv.relay.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A live transport stream made by a plan, of which every packet is known: its bytes, and what it is
 * to a decoder. Each bears its sequence, so that it can be told from all others and from packets
 * that somebody else made. One thread.
 */
public final class StreamModel {
  public static final int PMT_PID = 0x1000;
  public static final int SECTION_PID = 0x11;
  public static final int CLOCK_PID = 0x1F0;
  private static final int VIDEO_PID = 0x100;
  private static final int MOVED_VIDEO_PID = 0x200;
  private static final int SOUND_PID = 0x110;
  private static final int H264 = 0x1B;
  private static final int PICTURE_MILLIS = 40;
  private static final int PICTURE_TICKS = 3_600;

  private static final String DELIMITER = "0000000109F0";
  private static final String PARAMETERS = "0000000167640028AC";
  private static final String RECOVERY_POINT = "0000000106060180" + "80";
  private static final String IDR_SLICE = "0000000165888080";
  private static final String SLICE = "00000001419A80";

  /** A packet that is to come. */
  private record Planned(
      int pid, int unit, boolean start, boolean main, boolean point, long pts, byte[] payload) {}

  private final StreamShape shape;
  private final SplittableRandom random;
  private final List<StreamPacket> packets = new ArrayList<>();
  private final Map<Integer, Integer> counters = new HashMap<>();
  private final Deque<Planned> planned = new ArrayDeque<>();
  private final List<Deque<Planned>> sounds = new ArrayList<>();
  private final Deque<Planned> sections = new ArrayDeque<>();
  private int picture;
  private int units;
  private int version;
  private long millis;

  public StreamModel(StreamShape shape) {
    this.shape = shape;
    this.random = new SplittableRandom(shape.seed());
    shape.soundTypes().forEach(type -> sounds.add(new ArrayDeque<>()));
  }

  /** All that has come. */
  public List<StreamPacket> packets() {
    return packets;
  }

  /** The next packet. */
  public StreamPacket next() {
    while (planned.isEmpty()) {
      plan();
    }
    Planned next = planned.remove();
    StreamPacket packet = write(next);
    packets.add(packet);
    return packet;
  }

  /** Stream types by PID, under that version of the PMT. */
  public Map<Integer, Integer> types(int tables) {
    Map<Integer, Integer> types = new LinkedHashMap<>();
    for (int i = 0; i < sounds.size(); i++) {
      types.put(SOUND_PID + i, shape.soundTypes().get(i));
    }
    if (shape.video()) {
      types.put(tables == 0 ? VIDEO_PID : MOVED_VIDEO_PID, H264);
    }
    return types;
  }

  public byte[] pat() {
    return Tables.pat(1, 0, Map.of(1, PMT_PID));
  }

  public byte[] pmt(int tables) {
    int clock = shape.ownClock() ? CLOCK_PID : mainPid(tables);
    return Tables.pmt(1, tables, clock, types(tables), 180 * (shape.pmtPackets() - 1));
  }

  private int mainPid(int tables) {
    return shape.video() ? tables == 0 ? VIDEO_PID : MOVED_VIDEO_PID : SOUND_PID;
  }

  /** The next 40 ms. */
  private void plan() {
    int inGroup = picture % shape.groupPictures();
    boolean changes = shape.changeAt() > 0 && picture > shape.changeAt() && inGroup == 0;
    boolean turned = changes && version == 0;
    if (turned) {
      version = 1;
    }
    List<Planned> own = new ArrayList<>();
    if (turned || inGroup == 0 && shape.tablesAtPoints()) {
      tables(own);
    }
    if (shape.video()) {
      picture(own, inGroup);
    }
    if (picture % shape.tablesApart() == shape.tablesApart() - 1) {
      tables(own);
    }
    if (shape.ownClock()) {
      own.add(new Planned(CLOCK_PID, -1, false, false, false, -1, null));
    }
    interleave(own);
    picture++;
  }

  private void tables(List<Planned> own) {
    addSection(own, 0, pat());
    addSection(own, PMT_PID, pmt(version));
  }

  private void addSection(List<Planned> to, int pid, byte[] section) {
    int unit = units++;
    int at = 0;
    while (at < section.length) {
      boolean start = at == 0;
      int room = PacketBuilder.of(pid, 0).number(0).room() - (start ? 1 : 0);
      int length = Math.min(room, section.length - at);
      byte[] payload = new byte[length + (start ? 1 : 0)];
      System.arraycopy(section, at, payload, start ? 1 : 0, length);
      to.add(new Planned(pid, unit, start, false, false, -1, payload));
      at += length;
    }
  }

  private void picture(List<Planned> own, int inGroup) {
    boolean point = inGroup == 0;
    int leading = shape.leading();
    long dts = (long) picture * PICTURE_TICKS;
    // Those after the leading ones are shown one picture later than they are decoded.
    int delay = point ? leading + 1 : inGroup <= leading ? 0 : 1;
    long pts = dts + (long) delay * PICTURE_TICKS;
    String units = DELIMITER;
    if (point && !shape.marked()) {
      units += PARAMETERS + (leading > 0 ? RECOVERY_POINT + SLICE : IDR_SLICE);
    } else {
      units += SLICE;
    }
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(PesHeaders.of(0xE0, pts, dts));
    first.writeBytes(HexFormat.of().parseHex(units));
    int count = shape.picturePackets() * (point ? 3 : 1);
    addUnit(own, mainPid(version), count, true, point, pts, first.toByteArray());
  }

  private void addUnit(
      Iterable<Planned> to,
      int pid,
      int count,
      boolean main,
      boolean point,
      long pts,
      byte[] first) {
    int unit = units++;
    for (int i = 0; i < count; i++) {
      byte[] payload = i == 0 ? first : new byte[] {1};
      Planned packet = new Planned(pid, unit, i == 0, main, point && i == 0, pts, payload);
      if (to instanceof List<Planned> list) {
        list.add(packet);
      } else if (to instanceof Deque<Planned> deque) {
        deque.add(packet);
      }
    }
  }

  /** Everybody's packets of this picture's time, each PID's in their order. */
  private void interleave(List<Planned> own) {
    List<Deque<Planned>> lanes = new ArrayList<>();
    lanes.add(new ArrayDeque<>(own));
    for (int i = 0; i < sounds.size(); i++) {
      Deque<Planned> sound = sounds.get(i);
      int share = 1 + random.nextInt(2);
      while (sound.size() < share) {
        long pts = (long) picture * PICTURE_TICKS;
        boolean main = !shape.video() && i == 0;
        byte[] first = PesHeaders.of(0xC0 + i, pts, pts);
        addUnit(sound, SOUND_PID + i, shape.soundPackets(), main, main, pts, first);
      }
      lanes.add(taken(sound, share));
    }
    if (shape.sectionPackets() > 0) {
      if (sections.isEmpty()) {
        byte[] content = new byte[170 * (shape.sectionPackets() - 1) + 20];
        content[0] = (byte) picture;
        List<Planned> section = new ArrayList<>();
        addSection(section, SECTION_PID, Tables.section(0x42, 1, 0, content));
        sections.addAll(section);
      }
      lanes.add(taken(sections, 1));
    }
    if (shape.nulls()) {
      lanes.add(new ArrayDeque<>(List.of(new Planned(0x1FFF, -1, false, false, false, -1, null))));
    }
    // Tables that stand before an access point stand right before it.
    while (lanes.get(0).size() > 1 && isTable(lanes.get(0).peek())) {
      planned.add(lanes.get(0).remove());
      if (!isTable(lanes.get(0).peek())) {
        planned.add(lanes.get(0).remove());
      }
    }
    lanes.removeIf(Deque::isEmpty);
    while (!lanes.isEmpty()) {
      Deque<Planned> lane = lanes.get(random.nextInt(lanes.size()));
      planned.add(lane.remove());
      lanes.removeIf(Deque::isEmpty);
    }
  }

  private static boolean isTable(Planned packet) {
    return packet.pid() == 0 || packet.pid() == PMT_PID;
  }

  private static Deque<Planned> taken(Deque<Planned> from, int count) {
    Deque<Planned> taken = new ArrayDeque<>();
    for (int i = 0; i < count && !from.isEmpty(); i++) {
      taken.add(from.remove());
    }
    return taken;
  }

  private StreamPacket write(Planned next) {
    long sequence = packets.size();
    millis = Math.max(millis, (long) picture * PICTURE_MILLIS);
    boolean payload = next.payload() != null;
    int before = counters.getOrDefault(next.pid(), next.pid() % 16);
    int counter = payload ? before + 1 : before;
    counters.put(next.pid(), counter);
    PacketBuilder builder = PacketBuilder.of(next.pid(), counter);
    if (next.start()) {
      builder.unitStart();
    }
    if (next.point() && shape.marked()) {
      builder.randomAccess();
    }
    boolean clock = shape.ownClock() ? next.pid() == CLOCK_PID : next.main() && next.start();
    if (clock) {
      builder.pcr((long) picture * PICTURE_TICKS * 300);
    }
    builder.number(sequence);
    byte[] bytes = payload ? builder.payload(next.payload()) : builder.adaptationOnly();
    return new StreamPacket(
        bytes,
        sequence,
        next.pid(),
        next.unit(),
        next.start(),
        next.main(),
        next.point(),
        next.pts(),
        millis);
  }
}
