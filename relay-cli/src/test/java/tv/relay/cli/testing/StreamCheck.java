package tv.relay.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tv.relay.mpegts.PcrClock;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * Holds a stream of the demo's clip against what a player relies on, packet by packet, and fails at
 * the first break. For one thread.
 */
public final class StreamCheck {

  public static final int VIDEO_PID = 256;
  public static final int AUDIO_PID = 257;

  private static final Map<Integer, Long> STEP_TICKS = Map.of(VIDEO_PID, 3600L, AUDIO_PID, 1920L);
  private static final long MAX_PCR_STEP = PcrClock.TICKS_PER_SECOND / 10;

  private final Map<Integer, Integer> counters = new HashMap<>();
  private final Map<Integer, Long> times = new HashMap<>();
  private final Map<Integer, Integer> pesByPid = new TreeMap<>();
  private long lastPcr = TsPacket.ABSENT;
  private long pcrSpan;
  private long packets;

  public void accept(byte[] bytes, int offset) {
    int pid = TsPacket.pid(bytes, offset);
    assertThat(bytes[offset]).as("sync byte of packet %d", packets).isEqualTo(TsPacket.SYNC);
    checkCounter(pid, bytes, offset);
    checkPcr(PcrClock.read(bytes, offset));
    checkTime(pid, bytes, offset);
    packets++;
  }

  public long packets() {
    return packets;
  }

  /** Ticks of 27 MHz from the first PCR to the last. */
  public long pcrSpan() {
    return pcrSpan;
  }

  public int pes(int pid) {
    return pesByPid.getOrDefault(pid, 0);
  }

  private void checkCounter(int pid, byte[] bytes, int offset) {
    int counter = TsPacket.continuityCounter(bytes, offset);
    Integer last = counters.put(pid, counter);
    if (last != null) {
      int expected = TsPacket.hasPayload(bytes, offset) ? last + 1 & 15 : last;
      assertThat(counter).as("counter of PID %d in packet %d", pid, packets).isEqualTo(expected);
    }
  }

  private void checkPcr(long pcr) {
    if (pcr == TsPacket.ABSENT) {
      return;
    }
    if (lastPcr != TsPacket.ABSENT) {
      long step = PcrClock.elapsed(lastPcr, pcr);
      assertThat(step).as("PCR step to packet %d", packets).isBetween(1L, MAX_PCR_STEP - 1);
      pcrSpan += step;
    }
    lastPcr = pcr;
  }

  private void checkTime(int pid, byte[] bytes, int offset) {
    long dts = Timestamps.dts(bytes, offset);
    long time = dts == TsPacket.ABSENT ? Timestamps.pts(bytes, offset) : dts;
    if (time == TsPacket.ABSENT) {
      assertThat(TsPacket.payloadUnitStart(bytes, offset) && STEP_TICKS.containsKey(pid))
          .as("a PES without time in packet %d", packets)
          .isFalse();
      return;
    }
    Long last = times.put(pid, time);
    pesByPid.merge(pid, 1, Integer::sum);
    if (last != null) {
      assertThat(Math.floorMod(time - last, Timestamps.MODULUS))
          .as("step of PID %d in packet %d", pid, packets)
          .isEqualTo(STEP_TICKS.get(pid));
    }
  }
}
