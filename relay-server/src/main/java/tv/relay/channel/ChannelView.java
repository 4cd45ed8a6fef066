package tv.relay.channel;

import java.util.List;
import java.util.Map;
import tv.relay.delivery.Fanout;
import tv.relay.events.Event;
import tv.relay.index.Seams;
import tv.relay.upstream.StreamFormat;

/**
 * A channel's life at one moment.
 *
 * @param stateSinceNanos as of {@link System#nanoTime}
 * @param fanout null while there is no ring
 * @param format what the source sends; null while there is no ring
 * @param contentType as clients are told; null while there is no ring
 * @param sourceUrl the source in use, or to be used next, without credentials
 * @param sourcePlace its place among the sources, from 1
 * @param connectedNanos when the upstream in use began to bring data; 0 when none does
 * @param reconnects how often a lost upstream has come back since the channel exists
 * @param lastError in plain words; null when nothing has gone wrong yet
 * @param seams how connections were made to follow one another since the channel exists
 * @param sources all sources in their order
 * @param eventCounts how often what has happened to its sources since the channel exists
 */
public record ChannelView(
    ChannelState state,
    long stateSinceNanos,
    Fanout fanout,
    StreamFormat format,
    String contentType,
    String sourceUrl,
    int sourcePlace,
    long connectedNanos,
    long reconnects,
    String lastError,
    Seams.Report seams,
    List<SourceView> sources,
    Map<Event.Kind, Long> eventCounts) {}
