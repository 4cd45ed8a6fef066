package tv.relay.mpegts;

/**
 * Puts the PSI sections of one PID together from its packets, whatever their length and however
 * they share packets (ISO/IEC 13818-1, 2.4.4). A section that misses a packet, is longer than any
 * table may be or fails its CRC is left out. One thread; allocates nothing once made.
 */
public final class SectionAssembler {

  /** Takes whole sections, checked. */
  @FunctionalInterface
  public interface SectionSink {
    /** A section from its table id to its CRC; the array only during the call. */
    void section(byte[] section, int length);
  }

  /** section_length has 12 bits, and PSI tables may use 1,021 of it: with header 1,024 bytes. */
  static final int MAX_SECTION_BYTES = 1024;

  private static final int HEADER_BYTES = 3;
  private static final int STUFFING = 0xFF;

  private final byte[] section = new byte[MAX_SECTION_BYTES];
  private int held;
  private boolean open;
  private int counter = TsPacket.ABSENT;

  /** Takes the next packet of the PID. */
  public void packet(byte[] packets, int offset, SectionSink sink) {
    int at = TsPacket.payloadOffset(packets, offset);
    if (at == TsPacket.ABSENT || TsPacket.scrambled(packets, offset)) {
      return;
    }
    int previous = counter;
    counter = TsPacket.continuityCounter(packets, offset);
    if (counter == previous) {
      // A duplicate packet, as the standard allows once.
      return;
    }
    if (previous != TsPacket.ABSENT && counter != ((previous + 1) & 0x0F)) {
      open = false;
    }
    int end = offset + TsPacket.BYTES;
    if (!TsPacket.payloadUnitStart(packets, offset)) {
      append(packets, at, end, sink);
      return;
    }
    int first = at + 1 + (packets[at] & 0xFF);
    if (first > end) {
      open = false;
      return;
    }
    append(packets, at + 1, first, sink);
    open = true;
    held = 0;
    append(packets, first, end, sink);
  }

  /** Takes payload bytes, through as many sections as there are in them. */
  private void append(byte[] packets, int from, int end, SectionSink sink) {
    int at = from;
    while (open && at < end) {
      if (held == 0 && (packets[at] & 0xFF) == STUFFING) {
        open = false;
        return;
      }
      int wanted = held < HEADER_BYTES ? HEADER_BYTES : sectionBytes();
      if (wanted > MAX_SECTION_BYTES) {
        open = false;
        return;
      }
      int taken = Math.min(wanted - held, end - at);
      System.arraycopy(packets, at, section, held, taken);
      held += taken;
      at += taken;
      if (held >= HEADER_BYTES && held == sectionBytes()) {
        complete(sink);
      }
    }
  }

  private int sectionBytes() {
    return HEADER_BYTES + ((section[1] & 0x0F) << 8 | (section[2] & 0xFF));
  }

  private void complete(SectionSink sink) {
    int length = held;
    held = 0;
    if (Crc32Mpeg.of(section, 0, length) == 0) {
      sink.section(section, length);
    }
  }
}
