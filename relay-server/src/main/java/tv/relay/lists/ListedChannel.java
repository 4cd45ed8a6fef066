package tv.relay.lists;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;

/**
 * A channel as a list has it: one entry, or several of the same channel. The fields are those of a
 * definition, and keep its rules.
 *
 * @param line of the first entry
 * @param wantedId the id that the list itself gives it, or null
 * @param key of the first entry
 */
record ListedChannel(
    int line,
    String wantedId,
    EntryKey key,
    List<SourceUrl> urls,
    String title,
    String group,
    String logo,
    String tvgId,
    Integer number,
    String userAgent,
    Map<String, String> headers) {

  private static final int MAX_GROUP_CHARS = 256;

  /** Whether another entry can be asked in the same way: a channel has one set of headers. */
  boolean asksLike(ListedChannel other) {
    return Objects.equals(userAgent, other.userAgent) && headers.equals(other.headers);
  }

  boolean isFull() {
    return urls.size() >= ChannelDefinition.MAX_URLS;
  }

  /** With the other's addresses for failover, and what only the other knows. */
  ListedChannel mergedWith(ListedChannel other) {
    return new ListedChannel(
        line,
        wantedId != null ? wantedId : other.wantedId,
        key,
        Stream.concat(urls.stream(), other.urls.stream()).distinct().toList(),
        title,
        group != null ? group : other.group,
        logo != null ? logo : other.logo,
        tvgId != null ? tvgId : other.tvgId,
        number != null ? number : other.number,
        userAgent,
        headers);
  }

  /** In the other's groups, too. */
  ListedChannel alsoIn(String otherGroup) {
    List<String> groups = group == null ? List.of() : List.of(group.split(";", -1));
    if (otherGroup == null || groups.contains(otherGroup)) {
      return this;
    }
    String joined = group == null ? otherGroup : group + ";" + otherGroup;
    if (joined.length() > MAX_GROUP_CHARS) {
      return this;
    }
    return new ListedChannel(
        line, wantedId, key, urls, title, joined, logo, tvgId, number, userAgent, headers);
  }
}
