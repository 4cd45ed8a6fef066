package tv.relay.cli.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import tv.relay.cli.bench.packet.PacketListener;
import tv.relay.cli.bench.packet.PacketVerifier;
import tv.relay.cli.bench.packet.Tally;

/**
 * One player: connects, asks for a stream, takes it in the way of its kind, and knows what it got.
 * Every client checks what comes until it has seen a random access point, so that each join is
 * timed; whether it goes on checking depends on its kind. For the thread of its loop.
 */
final class LoadClient implements PacketListener {
  /** Streams that show no access point are discarded unseen after that. */
  private static final long LONGEST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Who has got nothing for so long after asking is waiting in vain. */
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private enum State {
    NEW,
    CONNECTING,
    ASKED,
    PLAYING,
    ENDED
  }

  private final ClientKind kind;
  private final LoadPlan plan;
  private final LoopView loop;
  private int target;
  private State state = State.NEW;
  private SocketChannel socket;
  private HttpResponse response;
  private PacketVerifier verifier;
  private Tally earlierTally = Tally.NONE;
  private long connectNanos;
  private boolean joining;
  private boolean firstByteSeen;

  private final Appetite appetite;
  private final Intake intake = new Intake();
  private boolean played;
  private boolean steady;
  private boolean playingAtEnd;
  private boolean waitingAtEnd;

  /** The bench's source made its stream. */
  private boolean own;

  LoadClient(ClientKind kind, int target, LoadPlan plan, LoopView loop) {
    this.kind = kind;
    this.target = target;
    this.plan = plan;
    this.loop = loop;
    appetite = new Appetite(kind, plan.slowBitsPerSecond());
  }

  /** What a client asks of its loop. */
  interface LoopView {
    byte[] scratch();

    Measurements measurements();

    Running running();

    /** Whether now is the time that is measured. */
    boolean measuring();
  }

  SocketChannel connect(long nowNanos) throws IOException {
    state = State.CONNECTING;
    connectNanos = nowNanos;
    joining = true;
    firstByteSeen = false;
    response = new HttpResponse();
    if (verifier == null) {
      verifier = new PacketVerifier(loop.scratch(), this);
    } else {
      verifier.startOver();
    }
    socket = SocketChannel.open();
    socket.configureBlocking(false);
    socket.setOption(
        StandardSocketOptions.SO_RCVBUF,
        kind.isFast() ? plan.bufferBytes() : plan.slowBufferBytes());
    socket.connect(plan.targets().get(target).address());
    return socket;
  }

  /** The connection is there, or was refused. */
  void ask() throws IOException {
    socket.finishConnect();
    // A new connection takes so much at once.
    socket.write(ByteBuffer.wrap(plan.targets().get(target).requestBytes()));
    state = State.ASKED;
  }

  /**
   * Reads once.
   *
   * @param buffer in which it is read; its limit is the most
   * @return bytes read; 0 when nothing was there
   * @throws IOException when the stream has ended
   */
  int read(ByteBuffer buffer) throws IOException {
    int read = socket.read(buffer);
    if (read < 0) {
      throw new IOException("the server has closed the connection");
    }
    if (read > 0) {
      long now = System.nanoTime();
      take(buffer.flip(), now);
    }
    return read;
  }

  private void take(ByteBuffer read, long nowNanos) throws IOException {
    int limit = read.limit();
    int body = response.nextBodyBytes(read);
    if (state == State.ASKED && response.status() != 0) {
      answered(nowNanos);
    }
    while (body > 0) {
      intake.add(body);
      int next = read.position() + body;
      if (verifier != null) {
        verifier.feed(read.limit(next), nowNanos);
        verifyOn(nowNanos);
      }
      read.limit(limit).position(next);
      body = response.nextBodyBytes(read);
    }
    if (response.isOver()) {
      throw new IOException("the server has ended the stream");
    }
  }

  private void answered(long nowNanos) throws MalformedResponseException {
    if (response.status() != 200) {
      throw new MalformedResponseException("HTTP status " + response.status());
    }
    state = State.PLAYING;
    played = true;
    appetite.begin(nowNanos);
  }

  private void verifyOn(long nowNanos) {
    if (!firstByteSeen) {
      firstByteSeen = true;
      loop.running().sends(target, nowNanos);
      if (joinCounts()) {
        Measurements.record(loop.measurements().firstByte, nowNanos - connectNanos);
      }
    }
    if (kind == ClientKind.DISCARDING
        && (!joining || nowNanos - connectNanos > LONGEST_LOOK_NANOS)) {
      earlierTally = tally();
      own |= verifier.isOwn();
      joining = false;
      verifier = null;
    }
  }

  /** Whether it only has to take what comes, whenever that is. */
  boolean isAtEase() {
    return state == State.PLAYING && (kind != ClientKind.VERIFYING && !isLooking());
  }

  private boolean isLooking() {
    return kind == ClientKind.DISCARDING && verifier != null;
  }

  Appetite appetite() {
    return appetite;
  }

  void end() {
    state = State.ENDED;
    closeQuietly();
  }

  /** Leaves, to join the next target. */
  void leave() {
    closeQuietly();
    steady = false;
    target = (target + 1) % plan.targets().size();
  }

  private void closeQuietly() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void numbered(long latencyNanos) {
    if (kind == ClientKind.VERIFYING && steady && loop.measuring()) {
      loop.measurements().latency(latencyNanos);
    }
  }

  @Override
  public void accessPoint(long nowNanos) {
    if (joining) {
      joining = false;
      if (joinCounts()) {
        Measurements.record(loop.measurements().firstAccessPoint, nowNanos - connectNanos);
      }
    }
  }

  private boolean joinCounts() {
    return kind.isFast()
        && loop.running().was(target, connectNanos)
        && (plan.zapsPerSecond() == 0 || (loop.measuring() && !steady));
  }

  boolean isPlaying() {
    return state == State.PLAYING;
  }

  /** Whether it got a stream or never will. */
  boolean isSettled() {
    return state == State.PLAYING || state == State.ENDED;
  }

  /** Number of the target that it has or asks for. */
  int target() {
    return target;
  }

  ClientKind kind() {
    return kind;
  }

  void startWindow() {
    intake.startWindow(tally());
    steady = isPlaying();
  }

  void endWindow(long nowNanos) {
    intake.endWindow(tally());
    playingAtEnd = played && state != State.ENDED;
    boolean asked = state != State.NEW && state != State.ENDED;
    waitingAtEnd = asked && !firstByteSeen && nowNanos - connectNanos > ANSWER_NANOS;
  }

  private Tally tally() {
    return verifier == null ? earlierTally : earlierTally.plus(verifier.tally());
  }

  ClientResult result() {
    return new ClientResult(
        kind,
        target,
        steady,
        intake.bytesInWindow(),
        intake.tallyInWindow(),
        playingAtEnd,
        waitingAtEnd,
        played && state == State.ENDED,
        intake.sinceStart(tally()),
        own || (verifier != null && verifier.isOwn()));
  }
}
