package tv.relay.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tv.relay.playlist.M3uEntry;
import tv.relay.playlist.M3uWriter;
import tv.relay.registry.ChannelDefinition;

/** The list of channels, written as it is sent. */
final class PlaylistPieces implements PieceSender.Pieces {
  private static final int PIECE_CHARS = 32 * 1024;

  private final Iterator<ChannelDefinition> channels;
  private final String base;
  private final List<String> directives;
  private final StringBuilder piece = new StringBuilder(PIECE_CHARS + 1024);

  /**
   * Nothing is written yet.
   *
   * @param base the relay's URL
   * @param guide whether the relay has a guide
   * @param directives lines that each entry gets
   */
  PlaylistPieces(
      List<ChannelDefinition> channels, String base, boolean guide, List<String> directives) {
    this.channels = channels.iterator();
    this.base = base;
    this.directives = directives;
    M3uWriter.begin(piece, guide ? base + GuideHandler.PATH : null);
  }

  @Override
  public ByteBuffer next() {
    while (channels.hasNext() && piece.length() < PIECE_CHARS) {
      ChannelDefinition channel = channels.next();
      String url = base + LiveHandler.PREFIX + channel.id() + ".ts";
      M3uWriter.add(piece, entry(channel, url), directives);
    }
    if (piece.isEmpty()) {
      return null;
    }
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(piece.toString());
    piece.setLength(0);
    return bytes;
  }

  /** The channel, to be played at that URL. */
  static M3uEntry entry(ChannelDefinition channel, String url) {
    return new M3uEntry(
        0,
        channel.title() != null ? channel.title() : channel.id(),
        channel.id(),
        channel.tvgId(),
        channel.group(),
        channel.logo(),
        channel.number() != null ? channel.number().toString() : null,
        url,
        null,
        Map.of());
  }

  @Override
  public void close() {}
}
