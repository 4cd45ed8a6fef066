package tv.relay.memory;

/**
 * The formula of the README: the most that the relay takes, in bytes. It is a bound rather than a
 * forecast; {@code scripts/size} and the tests measure what it is made of.
 *
 * @param own the JVM's: code, classes, threads
 * @param heap what {@code -Xmx} has to be
 * @param direct what {@code -XX:MaxDirectMemorySize} has to be: rings, and buffers of connections
 * @param kernel socket buffers when no client takes anything. Linux keeps all sockets of a machine
 *     together below {@code net.ipv4.tcp_mem}, about a tenth of its memory, so this is not asked of
 *     the machine
 */
public record MemoryNeeds(long own, long heap, long direct, long kernel) {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  /** A fresh relay takes 60 MB beside heap and ring; what is compiled under load comes on top. */
  static final long OWN = 112 * MIB;

  /** A reader's thread, and what the C library keeps for it. */
  static final long OWN_LIVE = 192 * KIB;

  /** 12 nursery, 20 the program, 64 for pictures kept for clients that are stuck. */
  static final long HEAP = 96 * MIB;

  /** 3 KB registered, and as much while a list of it is taken in. */
  static final long HEAP_REGISTERED = 6 * KIB;

  /** 8 KB, and as much again for one that takes nothing. */
  static final long HEAP_CLIENT = 16 * KIB;

  /**
   * Index and tables; beside it a quarter of the ring while a source comes back or another is
   * tried.
   */
  static final long HEAP_LIVE = 2 * MIB;

  /** Of the server's pool, and what the JDK keeps for threads that write. */
  static final long DIRECT = 8 * MIB;

  /** 16 KB while the head of a request is read, 1 KB after that. */
  static final long DIRECT_CLIENT = 17 * KIB;

  /** The most that the JDK keeps for a thread that reads a socket. */
  static final long DIRECT_LIVE = 128 * KIB;

  /** What a socket takes beside its buffer. */
  static final long KERNEL_CLIENT = 8 * KIB;

  public static MemoryNeeds of(Demand demand) {
    long live = demand.liveChannels();
    long clients = demand.maxClients();
    long ring = demand.ringBytes();
    return new MemoryNeeds(
        OWN + live * OWN_LIVE,
        HEAP
            + demand.maxChannels() * HEAP_REGISTERED
            + clients * HEAP_CLIENT
            + live * (HEAP_LIVE + ring / 4),
        DIRECT + clients * DIRECT_CLIENT + live * (DIRECT_LIVE + ring),
        clients * (KERNEL_CLIENT + 2L * demand.sendBufferBytes()));
  }

  /** All but the kernel's part. */
  public long process() {
    return own + heap + direct;
  }
}
