package tv.relay.lists;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tv.relay.registry.ChannelDefinition;

/**
 * Gives new channels their ids: the one that the list names, or else what is made of the guide's id
 * or the title. Where that is taken, the title is added, then a digest of what the entry is
 * recognised by: neither depends on the place in the list. For one thread.
 */
final class ChannelIds {
  private static final int MAX_CHARS = 64;
  private static final int MAX_SLUG_CHARS = 48;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern GAPS = Pattern.compile("[^a-z0-9._]+");
  private static final Pattern EDGES = Pattern.compile("^[-.]+|[-.]+$");

  private final Set<String> taken;

  ChannelIds(Set<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  /** An id that no other channel has or gets. */
  String next(ListedChannel channel) {
    String base = channel.tvgId() != null ? slug(channel.tvgId()) : slug(channel.title());
    if (channel.wantedId() != null && take(channel.wantedId())) {
      return channel.wantedId();
    }
    if (take(base)) {
      return base;
    }
    String titled = base.length() > MAX_SLUG_CHARS / 2 ? base : base + "-" + slug(channel.title());
    String longer = cut(titled, MAX_CHARS);
    if (channel.tvgId() != null && take(longer)) {
      return longer;
    }
    String digested = base + "-" + EntryKey.digest(channel.key().toString());
    for (int i = 1; ; i++) {
      String id = i == 1 ? digested : digested + "-" + i;
      if (take(id)) {
        return id;
      }
    }
  }

  private boolean take(String id) {
    return ChannelDefinition.lookalikes(id).stream().noneMatch(taken::contains) && taken.add(id);
  }

  /** Letters without their marks, digits, dots; and a digest where other scripts leave no more. */
  static String slug(String text) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    String slug = cut(tidy(GAPS.matcher(plain).replaceAll("-")), MAX_SLUG_CHARS);
    boolean lostLetters = plain.codePoints().anyMatch(c -> c >= 0x80 && Character.isLetter(c));
    if (slug.isEmpty() || lostLetters) {
      return (slug.isEmpty() ? "channel" : slug) + "-" + EntryKey.digest(text);
    }
    return slug;
  }

  private static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : tidy(text.substring(0, maxChars));
  }

  private static String tidy(String text) {
    return EDGES.matcher(text).replaceAll("");
  }
}
