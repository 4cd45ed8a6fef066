package tv.relay.cli.soak;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tv.relay.testing.ClientSwarm;
import tv.relay.testing.HarmLedger;
import tv.relay.testing.PacketVerifier;
import tv.relay.testing.SwarmClient;

/** Clients that come and go, and what they were given. One thread. */
final class Crowd implements AutoCloseable {
  private static final int MAX_STAY_MILLIS = 30_000;
  private static final int MAX_PAUSE_MILLIS = 3_000;
  private static final int MAX_REPORTED = 20;

  /** For each so many that there may be, one comes at a time, or else there never were so many. */
  private static final int SIZE_PER_JOIN = 40;

  /** How a client reads. */
  private enum Manner {
    FAST,
    SLOW,
    /** takes nothing for seconds, and then all */
    PAUSING,
    /** takes nothing any more */
    STALLED
  }

  /**
   * A channel to be watched.
   *
   * @param bytesPerSecond of its stream
   */
  record Programme(int streamId, URI url, long bytesPerSecond, HarmLedger harmed) {}

  private record Visit(
      Manner manner, Programme programme, SwarmClient client, long leaveNanos, long resumeNanos) {}

  private final List<Programme> programmes;
  private final int size;
  private final int maxStayMillis;
  private final Random random;
  private final List<Visit> visits = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Map<Integer, Integer> refusals = new TreeMap<>();
  // New for each stretch between two quiet times: it remembers all that it ever had.
  private ClientSwarm swarm = new ClientSwarm();
  private int joined;
  private int evicted;
  private long packets;
  private long harmed;
  private long missing;

  Crowd(List<Programme> programmes, int size, long longestStaySeconds, long seed) {
    this.programmes = programmes;
    this.size = size;
    this.maxStayMillis = (int) Math.min(MAX_STAY_MILLIS, longestStaySeconds * 1_000);
    this.random = new Random(seed);
  }

  /** Lets those go whose time has come, and others come; to be called again and again. */
  void mill() throws IOException {
    long now = System.nanoTime();
    for (Iterator<Visit> all = visits.iterator(); all.hasNext(); ) {
      Visit visit = all.next();
      if (visit.client().ended() || now >= visit.leaveNanos()) {
        leave(visit);
        all.remove();
      } else if (visit.manner() == Manner.PAUSING && now >= visit.resumeNanos()) {
        visit.client().fast();
      }
    }
    // Not all at once: that nobody is there for a moment is part of it.
    for (int come = 0; come <= size / SIZE_PER_JOIN; come++) {
      if (visits.size() < size && random.nextInt(4) == 0) {
        visits.add(join(now));
      }
    }
  }

  /** All leave. */
  void disperse() throws IOException {
    for (Visit visit : visits) {
      leave(visit);
    }
    visits.clear();
    swarm.close();
    swarm = new ClientSwarm();
  }

  /** What no client may ever get; the first of it. */
  List<String> violations() {
    return violations;
  }

  long packets() {
    return packets;
  }

  long harmedPackets() {
    return harmed;
  }

  @Override
  public String toString() {
    return String.format(
        "%,d clients, %d of them evicted, refused by status: %s; they got %,d whole packets, %,d"
            + " as harmed as they came, %,d missing",
        joined, evicted, refusals, packets, harmed, missing);
  }

  @Override
  public void close() {
    swarm.close();
  }

  private Visit join(long now) throws IOException {
    // The last of them only now and then, so that it starts and goes idle all the time.
    int last = programmes.size() - 1;
    int choice = random.nextInt(12) == 0 ? last : random.nextInt(last);
    Programme programme = programmes.get(choice);
    Manner manner = Manner.values()[random.nextInt(10) < 6 ? 0 : 1 + random.nextInt(3)];
    PacketVerifier verifier =
        new PacketVerifier().expectStream(programme.streamId()).excuse(programme.harmed());
    long readBytes = 1 + random.nextInt(500_000);
    SwarmClient client =
        swarm
            .add(
                1,
                programme.url(),
                request -> {
                  request.verifier(verifier);
                  switch (manner) {
                    case SLOW -> request.slow(programme.bytesPerSecond() / 2);
                    case PAUSING, STALLED -> request.readAtMost(readBytes);
                    default -> {
                      // As fast as it comes.
                    }
                  }
                  if (manner != Manner.FAST) {
                    request.receiveBufferBytes(16 * 1024);
                  }
                })
            .get(0);
    joined++;
    return new Visit(
        manner,
        programme,
        client,
        now + TimeUnit.MILLISECONDS.toNanos(500 + random.nextInt(maxStayMillis)),
        now + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MAX_PAUSE_MILLIS)));
  }

  private void leave(Visit visit) throws IOException {
    SwarmClient client = visit.client();
    boolean endedByRelay = client.ended();
    if (random.nextBoolean()) {
      client.abort();
    } else {
      client.close();
    }
    PacketVerifier verifier = client.verifier();
    packets += verifier.packets();
    harmed += verifier.excusedPackets();
    missing += verifier.missingPackets();
    String who = visit.manner() + " client of stream " + visit.programme().streamId() + ": ";
    if (verifier.damageCount() > 0) {
      violation(who + verifier.damages().get(0) + "; " + verifier);
    }
    if (!endedByRelay) {
      return;
    }
    if (client.status() != 200) {
      refusals.merge(client.status(), 1, Integer::sum);
    } else if (visit.manner() == Manner.STALLED) {
      evicted++;
    } else {
      violation(who + "ended by the relay; " + client);
    }
  }

  private void violation(String what) {
    if (violations.size() < MAX_REPORTED) {
      violations.add(what);
    }
  }
}
