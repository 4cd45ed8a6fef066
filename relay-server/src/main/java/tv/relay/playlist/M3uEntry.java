package tv.relay.playlist;

import java.util.Map;

/**
 * One entry of an M3U list as it stood there, with nothing checked but its form: an address and
 * what the lines above it say of it. What a list leaves out is null. A value.
 *
 * @param line of the {@code #EXTINF}, counted from 1; 0 for one that was not read
 * @param name the text behind the comma, or else {@code tvg-name}
 * @param id {@code channel-id}: the id that a relay gave the channel when it wrote the list
 * @param tvgId id in a programme guide; also null where a relay has written the channel's own id
 *     for want of one
 * @param group one or several, separated by {@code ;}
 * @param logo URL of a picture
 * @param number {@code tvg-chno}, as it was written
 * @param url the address without what follows a {@code |}; may be relative
 * @param userAgent what the server wants to be told
 * @param headers more of the request, in order; empty when there are none
 */
public record M3uEntry(
    int line,
    String name,
    String id,
    String tvgId,
    String group,
    String logo,
    String number,
    String url,
    String userAgent,
    Map<String, String> headers) {}
