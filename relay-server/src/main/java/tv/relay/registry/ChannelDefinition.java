package tv.relay.registry;

import java.util.List;
import java.util.Map;

/**
 * What is known of a channel before anybody watches it: where it comes from and how it is called.
 * Immutable and valid by construction, safe on every thread. Credentials may sit in the URLs and
 * headers; {@link #toString()} shows none of them.
 *
 * @param id the channel's name in URLs, {@code [A-Za-z0-9._-]{1,64}}
 * @param urls its sources in the order of failover, 1 to 16
 * @param title name for people, or null
 * @param group group for players, several separated by {@code ;}, or null
 * @param logo URL of a picture, or null
 * @param tvgId id in an electronic programme guide, or null
 * @param number place in the list of channels, 0 to 999999, or null
 * @param userAgent what the source is told, or null for the relay's own
 * @param headers more request headers for the source, in order; empty when there are none
 * @param account the account that its connections count for, or null for what its sources' URLs say
 * @param upkeep whether it is always on, and how far its clients are kept behind the source
 * @param origin the list that it came from, or null when it was made by hand
 */
public record ChannelDefinition(
    String id,
    List<SourceUrl> urls,
    String title,
    String group,
    String logo,
    String tvgId,
    Integer number,
    String userAgent,
    Map<String, String> headers,
    String account,
    Upkeep upkeep,
    EntryOrigin origin) {

  /** Most sources that one channel may have. */
  public static final int MAX_URLS = 16;

  private static final int MAX_TEXT_CHARS = 256;
  private static final int MAX_LOGO_CHARS = 2048;

  /**
   * Checks every field. Texts lose the spaces around them, and one that is empty then is null.
   *
   * @throws InvalidDefinitionException when a field breaks its rule
   */
  public ChannelDefinition {
    id = TextRules.id(id);
    urls = checkedUrls(urls);
    title = TextRules.text("title", title, MAX_TEXT_CHARS);
    group = TextRules.text("group", group, MAX_TEXT_CHARS);
    logo = TextRules.text("logo", logo, MAX_LOGO_CHARS);
    tvgId = TextRules.text("tvgId", tvgId, MAX_TEXT_CHARS);
    number = TextRules.number("number", number);
    userAgent = HeaderRules.userAgent(userAgent, MAX_TEXT_CHARS);
    headers = HeaderRules.headers(headers);
    if (account != null && !TextRules.isId(account)) {
      throw new InvalidDefinitionException("account", TextRules.ID_RULE);
    }
    upkeep = upkeep == null ? Upkeep.ON_DEMAND : upkeep;
  }

  /** A channel made by hand that names no account, is connected while watched, has no reserve. */
  public ChannelDefinition(
      String id,
      List<SourceUrl> urls,
      String title,
      String group,
      String logo,
      String tvgId,
      Integer number,
      String userAgent,
      Map<String, String> headers) {
    this(
        id,
        urls,
        title,
        group,
        logo,
        tvgId,
        number,
        userAgent,
        headers,
        null,
        Upkeep.ON_DEMAND,
        null);
  }

  /** A channel of which only the sources are known. */
  public static ChannelDefinition of(String id, SourceUrl... urls) {
    return new ChannelDefinition(id, List.of(urls), null, null, null, null, null, null, Map.of());
  }

  /** The same channel, kept up in another way. */
  public ChannelDefinition with(Upkeep changed) {
    return new ChannelDefinition(
        id, urls, title, group, logo, tvgId, number, userAgent, headers, account, changed, origin);
  }

  ChannelDefinition withOrigin(EntryOrigin other) {
    return new ChannelDefinition(
        id, urls, title, group, logo, tvgId, number, userAgent, headers, account, upkeep, other);
  }

  /** Whether a text can be the id of a channel. */
  public static boolean isId(String text) {
    return TextRules.isId(text);
  }

  /** Whether a text can be the address of a picture for players. */
  public static boolean isLogo(String text) {
    return TextRules.isWebAddress(text);
  }

  /** Ids that a channel can't have beside this one: an address would mean both. */
  public static List<String> lookalikes(String id) {
    return TextRules.lookalikes(id);
  }

  /** The redacted form: no credentials of URLs, no values of headers. */
  @Override
  public String toString() {
    return ChannelJson.redacted(this).toString();
  }

  private static List<SourceUrl> checkedUrls(List<SourceUrl> urls) {
    if (urls == null || urls.isEmpty()) {
      throw new InvalidDefinitionException("urls", "is missing; give at least one source URL");
    }
    if (urls.size() > MAX_URLS) {
      throw new InvalidDefinitionException(
          "urls", "has " + urls.size() + " entries; a channel takes at most " + MAX_URLS);
    }
    return List.copyOf(urls);
  }
}
