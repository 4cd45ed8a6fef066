package tv.relay.mpegts;

/**
 * Looks into the PES packets of one elementary stream, as their payload passes, for whether
 * decoding can start there. For sources that do not set the random_access_indicator (ISO/IEC
 * 13818-1, 2.4.3.5).
 *
 * <p>What an access point is:
 *
 * <ul>
 *   <li>H.264: an IDR picture, or a picture with a recovery point SEI (open GOP, intra refresh),
 *       with an SPS before it in the same PES packet ({@link AvcUnits})
 *   <li>HEVC: an IRAP picture, with an SPS likewise ({@link HevcUnits})
 *   <li>MPEG-1 and MPEG-2 video: an I picture after a sequence header ({@link MpegVideoUnits})
 *   <li>anything else: each PES packet; nothing is looked into
 * </ul>
 *
 * <p>The parameters are asked for because a decoder that starts there has none: a picture without
 * them is for those who came before. It is also what keeps the second field of a picture, in a PES
 * packet of its own, from passing for an access point. Whether a recovery takes many pictures is
 * not asked. Only the first picture that begins in a PES packet counts; what is left of an earlier
 * one before it, up to a start code, is passed over as decoders do.
 *
 * <p>A PES packet that is scrambled, has no full header or isn't one is no access point; scrambling
 * in the packet header is for the caller to see. One stream, one probe, one thread; allocates
 * nothing once made, waits for nothing, and no content throws. After the verdict nothing is read.
 */
public final class AccessUnitProbe {

  /** What is known of the PES packet at hand. */
  public enum Verdict {
    /** More payload is needed; it stays at that when the PES packet ends here. */
    UNDECIDED,
    /** Decoding can start at the beginning of the PES packet. */
    ACCESS_POINT,
    /** It can't, or it did not show in the first {@value #MAX_LOOK_BYTES} bytes. */
    NOT_AN_ACCESS_POINT
  }

  /** Parameter sets and SEI take some hundred bytes before a picture; captions a few thousand. */
  static final int MAX_LOOK_BYTES = 64 * 1024;

  private final CodedUnits units;
  private final boolean closedWithoutLook;
  private final PesHeader header = new PesHeader();

  private Verdict verdict = Verdict.NOT_AN_ACCESS_POINT;
  private boolean closed;
  private int bytes;
  private int zeros;
  private boolean afterPrefix;

  private AccessUnitProbe(CodedUnits units, boolean closedWithoutLook) {
    this.units = units;
    this.closedWithoutLook = closedWithoutLook;
  }

  /** A probe for one stream; it answers no until the first {@link #begin()}. */
  public static AccessUnitProbe of(Codec codec) {
    CodedUnits units =
        switch (codec) {
          case H264 -> new AvcUnits();
          case HEVC -> new HevcUnits();
          case MPEG1_VIDEO, MPEG2_VIDEO -> new MpegVideoUnits();
          default -> null;
        };
    return new AccessUnitProbe(units, codec.kind() != Codec.Kind.VIDEO);
  }

  /** A PES packet of the stream begins: the payload that is fed next starts with its header. */
  public void begin() {
    verdict = Verdict.UNDECIDED;
    closed = false;
    bytes = 0;
    zeros = 0;
    afterPrefix = false;
    header.begin();
    if (units != null) {
      units.begin();
    }
  }

  /**
   * Takes the payload of the stream's next packet, {@code packets[from]} to before {@code to}.
   *
   * @return the verdict so far; decided, it stays until {@link #begin()}
   */
  public Verdict feed(byte[] packets, int from, int to) {
    if (verdict != Verdict.UNDECIDED) {
      return verdict;
    }
    if (units == null) {
      closed = closedWithoutLook;
      verdict = Verdict.ACCESS_POINT;
      return verdict;
    }
    int at = from;
    while (at < to && verdict == Verdict.UNDECIDED) {
      at = passOver(packets, at, to);
      verdict = take(packets[at++] & 0xFF);
    }
    closed = verdict == Verdict.ACCESS_POINT && units.isClosed();
    return verdict;
  }

  /**
   * Of an access point: whether what follows it in decoding order refers to no picture before it.
   * Where it isn't, pictures to be shown before it (leading pictures) may not be decodable after a
   * start there. False of video that is not looked into; true of what isn't video.
   */
  public boolean isClosed() {
    return closed;
  }

  /** The next byte that has to be looked at: of two zeros in a row, every other byte is one. */
  private int passOver(byte[] packets, int from, int to) {
    int at = from;
    if (zeros == 0 && !afterPrefix && header.isPassed() && !units.readsBody()) {
      while (at + 2 < to && packets[at + 1] != 0) {
        at += 2;
      }
      bytes += at - from;
    }
    return at;
  }

  private Verdict take(int value) {
    if (++bytes > MAX_LOOK_BYTES) {
      return Verdict.NOT_AN_ACCESS_POINT;
    }
    if (!header.isPassed()) {
      return header.take(value) ? Verdict.UNDECIDED : Verdict.NOT_AN_ACCESS_POINT;
    }
    if (afterPrefix) {
      afterPrefix = false;
      zeros = 0;
      return units.unit(value);
    }
    if (value == 1 && zeros >= 2) {
      afterPrefix = true;
      return Verdict.UNDECIDED;
    }
    zeros = value == 0 ? zeros + 1 : 0;
    return units.body(value);
  }
}
