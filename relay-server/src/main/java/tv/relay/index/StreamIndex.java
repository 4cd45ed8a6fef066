package tv.relay.index;

import java.util.concurrent.TimeUnit;
import tv.relay.mpegts.AccessUnitProbe;
import tv.relay.mpegts.ProgramAssociation;
import tv.relay.mpegts.Timestamps;
import tv.relay.mpegts.TsPacket;

/**
 * Reads a channel's packets as they pass into the ring and keeps what joins, skips and the status
 * need: tables, counters, access points, faults.
 *
 * <p>An access point is where the source says so (random_access_indicator, ISO/IEC 13818-1,
 * 2.4.3.5) on the main PID, or where a look into its PES shows it. A stream that gives neither for
 * {@value #PATIENCE_SECONDS} s, as a scrambled one, is entered at any unit's start: better a
 * picture after a while than none.
 *
 * <p>{@link #packets} and {@link #connectionChanged} are the reader's; all else may be called by
 * any thread. Nothing is allocated but once for each access point and change of tables.
 */
public final class StreamIndex {
  static final int PATIENCE_SECONDS = 10;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

  /** Access points nearer to each other than this are of no use to anybody. */
  private static final long MIN_INTERVAL_TICKS = Timestamps.TICKS_PER_SECOND / 5;

  private static final long MIN_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** How far back, in packets, access points are of use: as far as the ring holds. */
  private final long spanPackets;

  private final TableTracker tables = new TableTracker();
  private final TableRun tableRun = new TableRun();
  private final PidLedger ledger = new PidLedger();
  private final Vitals vitals = new Vitals();
  private final StreamHealth health = new StreamHealth(vitals);

  /** Null when nobody asks for the time of packets. */
  private final Timeline timeline;

  private final Seams seams = new Seams();
  private Programme programme = Programme.unknown();
  private AccessUnitProbe probe;

  /** Where the unit began that the probe looks at; it is undecided. */
  private boolean probing;

  private long unitSequence;
  private long unitPts;
  private long unitNanos;
  private boolean unitAdded;
  private Programme unitProgramme = programme;
  private int unitTables;

  /** Whether there has been an access point of the main PID, on this connection. */
  private boolean hasLatest;

  private long latestPts;
  private long latestNanos;
  private boolean waiting;
  private long waitingSinceNanos;
  private volatile AccessPoints points = AccessPoints.NONE;
  private volatile Programme published = programme;

  /**
   * An index of nothing yet.
   *
   * @param spanPackets how many packets the ring holds
   */
  public StreamIndex(long spanPackets) {
    this(spanPackets, null);
  }

  /**
   * An index of nothing yet.
   *
   * @param timeline is told of the stream's clock; null when nobody asks for the time of packets
   */
  public StreamIndex(long spanPackets, Timeline timeline) {
    this.spanPackets = spanPackets;
    this.timeline = timeline;
  }

  /** The access points that are known; their packets have been published. */
  public AccessPoints points() {
    return points;
  }

  /** How the stream is made up by its latest tables. */
  public Programme programme() {
    return published;
  }

  /** How one connection's packets were made to follow another's. */
  public Seams seams() {
    return seams;
  }

  /** Whether the stream flows. */
  public Vitals vitals() {
    return vitals;
  }

  /** Whether this is the PAT's PID, or one that the PAT names as a PMT's. The reader's thread. */
  public boolean isTable(int pid) {
    return pid == ProgramAssociation.PID || tables.awaits(pid);
  }

  /**
   * Counter of the PID's last payload packet, or {@link TsPacket#ABSENT} when there was none or it
   * isn't known. The reader's thread.
   */
  public int latestCounter(int pid) {
    return ledger.latestCounter(pid);
  }

  /** What is to be said about the stream. */
  public StreamHealth.Report health() {
    return health.report();
  }

  /**
   * What comes from now on does not go on where the last packet ended: it is of a new connection,
   * and units that are open stay so. The reader's thread.
   */
  public void connectionChanged() {
    ledger.expectAnything();
    health.connectionChanged();
    probing = false;
    waiting = false;
    hasLatest = false;
  }

  /**
   * Takes whole packets that have just been published. The reader's thread.
   *
   * @param sequence number of the first of them
   * @param nanoTime when they came
   */
  public void packets(byte[] packets, int offset, int length, long sequence, long nanoTime) {
    long number = sequence;
    for (int at = offset; at < offset + length; at += TsPacket.BYTES) {
      packet(packets, at, number++, nanoTime);
    }
    if (timeline != null) {
      timeline.arrived(number, nanoTime);
    }
    vitals.publish(ledger, programme);
  }

  private void packet(byte[] packets, int at, long sequence, long nanoTime) {
    int pid = TsPacket.pid(packets, at);
    boolean table = isTable(pid);
    if (pid == programme.mainPid()) {
      mainPacket(packets, at, sequence, nanoTime);
    }
    tableRun.note(pid, table, TsPacket.payloadUnitStart(packets, at));
    if (pid == TsPacket.NULL_PID) {
      health.nullPacket();
      return;
    }
    if (ledger.note(packets, at, pid)) {
      health.continuityError();
    }
    if (pid == programme.clockPid()) {
      health.clockPacket(packets, at, nanoTime);
      if (timeline != null) {
        timeline.clockPacket(packets, at, sequence, nanoTime);
      }
    }
    if (table) {
      tables.packet(packets, at, pid);
      if (tables.programme() != programme) {
        adopt(tables.programme());
      }
    }
  }

  private void adopt(Programme next) {
    if (next.mainPid() != programme.mainPid() || next.mainCodec() != programme.mainCodec()) {
      probe = next.mainCodec() == null ? null : AccessUnitProbe.of(next.mainCodec());
      probing = false;
      waiting = false;
      hasLatest = false;
    }
    programme = next;
    published = next;
  }

  /** Before the ledger knows of the packet: a point's counters are those before it. */
  private void mainPacket(byte[] packets, int at, long sequence, long nanoTime) {
    boolean scrambled = TsPacket.scrambled(packets, at);
    if (TsPacket.payloadUnitStart(packets, at)) {
      unitStarts(packets, at, sequence, nanoTime, scrambled);
    }
    int payload = TsPacket.payloadOffset(packets, at);
    if (probing && !scrambled && payload != TsPacket.ABSENT) {
      look(packets, payload, at + TsPacket.BYTES);
    }
  }

  private void unitStarts(byte[] packets, int at, long sequence, long nanoTime, boolean scrambled) {
    health.unit(scrambled);
    if (!waiting) {
      waiting = true;
      waitingSinceNanos = nanoTime;
    }
    unitSequence = sequence;
    unitPts = Timestamps.pts(packets, at);
    unitNanos = nanoTime;
    unitAdded = false;
    unitProgramme = programme;
    unitTables = tableRun.packets(programme.tables());
    ledger.mark();
    if (TsPacket.randomAccess(packets, at)) {
      waitingSinceNanos = nanoTime;
      add();
    } else if (scrambled || nanoTime - waitingSinceNanos >= PATIENCE_NANOS) {
      add();
    }
    probing = !scrambled;
    probe.begin();
  }

  private void look(byte[] packets, int from, int to) {
    switch (probe.feed(packets, from, to)) {
      case ACCESS_POINT -> {
        probing = false;
        waitingSinceNanos = unitNanos;
        add();
      }
      case NOT_AN_ACCESS_POINT -> probing = false;
      case UNDECIDED -> {}
    }
  }

  private void add() {
    if (!unitAdded && isFarFromLatest()) {
      AccessPoint point = new AccessPoint(unitSequence, unitPts, unitTables, unitProgramme, ledger);
      points = points.with(point, unitSequence - spanPackets);
      health.accessPoint(unitPts, hasLatest ? latestPts : TsPacket.ABSENT);
      hasLatest = true;
      latestPts = unitPts;
      latestNanos = unitNanos;
      unitAdded = true;
    }
  }

  private boolean isFarFromLatest() {
    if (!hasLatest) {
      return true;
    }
    if (unitPts == TsPacket.ABSENT || latestPts == TsPacket.ABSENT) {
      return unitNanos - latestNanos >= MIN_INTERVAL_NANOS;
    }
    long step = Math.floorMod(unitPts - latestPts, Timestamps.MODULUS);
    return step >= MIN_INTERVAL_TICKS;
  }
}
