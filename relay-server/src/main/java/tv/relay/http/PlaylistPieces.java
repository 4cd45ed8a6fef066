package tv.relay.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tv.relay.playlist.M3uEntry;
import tv.relay.playlist.M3uWriter;
import tv.relay.registry.ChannelDefinition;

/** The list of channels, written as it is sent. */
final class PlaylistPieces implements PieceSender.Pieces {
  private final TextPieces text;

  /**
   * Nothing is written yet.
   *
   * @param base the relay's URL
   * @param guide whether the relay has a guide
   * @param directives lines that each entry gets
   */
  PlaylistPieces(
      List<ChannelDefinition> channels, String base, boolean guide, List<String> directives) {
    this(
        guide ? base + GuideHandler.PATH : null,
        channels.stream()
            .map(channel -> entry(channel, base + LiveHandler.PREFIX + channel.id() + ".ts")),
        directives);
  }

  /**
   * Of entries that may be made as they are written.
   *
   * @param guideUrl null when there is no guide
   * @param directives lines that each entry gets
   */
  PlaylistPieces(String guideUrl, Stream<M3uEntry> entries, List<String> directives) {
    StringBuilder head = new StringBuilder();
    M3uWriter.begin(head, guideUrl);
    Stream<String> lines =
        entries.map(
            entry -> {
              StringBuilder text = new StringBuilder();
              M3uWriter.add(text, entry, directives);
              return text.toString();
            });
    text = new TextPieces(Stream.concat(Stream.of(head.toString()), lines));
  }

  @Override
  public ByteBuffer next() {
    return text.next();
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
