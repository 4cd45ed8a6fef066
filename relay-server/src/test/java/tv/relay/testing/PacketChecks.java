package tv.relay.testing;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/** What must hold for each packet of a numbered stream. Guarded by its verifier. */
final class PacketChecks implements PacketSlicer.Listener {

  private static final int SHOWN_BYTES = 40;

  final DamageReport damages = new DamageReport();
  final SequenceLedger ledger = new SequenceLedger();
  final FollowLedger follow = new FollowLedger();
  boolean streamKnown;
  int streamId;
  boolean streamChangeAllowed;
  boolean restartAllowed;
  HarmLedger excused = new HarmLedger();
  long excusedPackets;
  long packets;
  long lastCreatedNanos;
  boolean startsAtRandomAccess;

  private final CRC32C crc = new CRC32C();
  private boolean startsWithPat;
  private boolean pmtSeen;
  private int lastCounter;

  @Override
  public void misaligned(long streamOffset, byte found) {
    damages.add(
        Damage.Kind.MISALIGNED, streamOffset, "0x%02x instead of a sync byte", found & 0xff);
  }

  @Override
  public void packet(byte[] bytes, int offset, long streamOffset) {
    if (excused.size() > 0 && excused.contains(bytes, offset)) {
      packets++;
      excusedPackets++;
      return;
    }
    follow.packet(bytes, offset);
    int pid = PacketLayout.pid(bytes, offset);
    // No source here sends null packets: they are the relay's, while a source is away.
    packets += pid == PacketLayout.NULL_PID ? 0 : 1;
    switch (pid) {
      case PacketLayout.PAT_PID, PacketLayout.PMT_PID, PacketLayout.OTHER_PMT_PID ->
          psi(pid, bytes, offset, streamOffset);
      case PacketLayout.VIDEO_PID, PacketLayout.OTHER_VIDEO_PID ->
          video(bytes, offset, streamOffset);
      case PacketLayout.NULL_PID -> {
        // Filler is no damage.
      }
      default -> {
        String head = HexFormat.of().formatHex(bytes, offset, offset + SHOWN_BYTES);
        corrupt(streamOffset, "PID 0x%x, which the source never sends: %s", pid, head);
      }
    }
  }

  private void psi(int pid, byte[] bytes, int offset, long streamOffset) {
    if (PsiSection.isStuffing(bytes, offset) || isAnnouncement(bytes, offset)) {
      return;
    }
    if (!PsiSection.isIntact(bytes, offset)) {
      corrupt(streamOffset, "PSI of PID 0x%x with a wrong checksum or shape", pid);
      return;
    }
    ledger.psi();
    startsWithPat |= streamOffset == 0 && pid == PacketLayout.PAT_PID;
    pmtSeen |= pid != PacketLayout.PAT_PID;
  }

  private void video(byte[] bytes, int offset, long streamOffset) {
    if (!PacketLayout.hasPayload(bytes, offset)) {
      if (!isAnnouncement(bytes, offset)) {
        corrupt(streamOffset, "neither payload nor a whole adaptation field");
      }
    } else if (!PacketLayout.isIntact(bytes, offset, crc)) {
      long last = ledger.lastSequence();
      corrupt(streamOffset, "media packet with a wrong checksum, after sequence %d", last);
    } else {
      media(bytes, offset, streamOffset);
    }
  }

  /** An adaptation field alone announces a discontinuity; it must fill its packet. */
  private static boolean isAnnouncement(byte[] bytes, int offset) {
    return !PacketLayout.hasPayload(bytes, offset) && bytes[offset + 4] == (byte) 183;
  }

  private void media(byte[] bytes, int offset, long streamOffset) {
    int id = PacketLayout.streamId(bytes, offset);
    if (streamKnown && id != streamId && !streamChangeAllowed) {
      damages.add(
          Damage.Kind.MIXED, streamOffset, "stream %d in the midst of stream %d", id, streamId);
      return;
    }
    long sequence = PacketLayout.sequence(bytes, offset);
    long index = PacketLayout.index(bytes, offset);
    long last = ledger.lastSequence();
    if (ledger.mediaPackets() == 0) {
      startsAtRandomAccess = startsWithPat && pmtSeen && PacketLayout.isRandomAccess(bytes, offset);
    }
    if (ledger.mediaPackets() == 0 || id != streamId) {
      ledger.start(sequence, index);
    } else if (!ledger.follow(sequence, index) && !restartAllowed) {
      damages.add(Damage.Kind.BACKWARD, streamOffset, "sequence %d after %d", sequence, last);
    }
    int counter = bytes[offset + 3] & 0x0f;
    boolean next = streamKnown && id == streamId && sequence == last + 1 && last >= 0;
    if (next && counter != (lastCounter + 1 & 0x0f)) {
      corrupt(streamOffset, "counter %d after %d, sequence %d", counter, lastCounter, sequence);
    }
    lastCounter = counter;
    streamKnown = true;
    streamId = id;
    lastCreatedNanos = PacketLayout.createdNanos(bytes, offset);
  }

  private void corrupt(long streamOffset, String format, Object... values) {
    damages.add(Damage.Kind.CORRUPT, streamOffset, format, values);
  }
}
