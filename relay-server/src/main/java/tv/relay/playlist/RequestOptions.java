package tv.relay.playlist;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a list says of the request for an entry: {@code #EXTVLCOPT:} of VLC, {@code #KODIPROP:} of
 * Kodi, and what follows a {@code |} in the address. Of what is said several times the last counts.
 * For one thread.
 */
final class RequestOptions {
  private static final int MAX_HEADERS = 16;

  /** An encoded bar is one only where an option follows that players know. */
  private static final Pattern BAR =
      Pattern.compile(
          "\\||%7C(?=(?:user-agent|refer+er|origin|cookie)=)", Pattern.CASE_INSENSITIVE);

  private static final Pattern STREAM_HEADERS =
      Pattern.compile("inputstream\\.[a-z]+\\.(?:stream|common|manifest)_headers");
  private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

  private String userAgent;
  private final Map<String, String> headers = new LinkedHashMap<>();

  String userAgent() {
    return userAgent;
  }

  Map<String, String> headers() {
    return headers.isEmpty() ? Map.of() : new LinkedHashMap<>(headers);
  }

  /** Reads what follows {@code #EXTVLCOPT:}. */
  void vlc(String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? "" : option.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("http-")) {
      set(name.substring("http-".length()), unquoted(option.substring(equals + 1)));
    }
  }

  /** Reads what follows {@code #KODIPROP:}. */
  void kodi(String property) {
    int equals = property.indexOf('=');
    String name = equals < 0 ? "" : property.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    if (STREAM_HEADERS.matcher(name).matches()) {
      pairs(unquoted(property.substring(equals + 1)));
    } else if (name.startsWith("http-")) {
      set(name.substring("http-".length()), unquoted(property.substring(equals + 1)));
    }
  }

  /** Sets what an attribute says, if it says something. */
  void attribute(String name, String value) {
    if (value != null) {
      set(name, value);
    }
  }

  /** Reads what follows the bar in an address and gives back what stands before it. */
  String url(String text) {
    Matcher bar = BAR.matcher(text);
    if (!bar.find()) {
      return text;
    }
    pairs(text.substring(bar.end()));
    return text.substring(0, bar.start()).strip();
  }

  private void pairs(String text) {
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        set(decoded(pair.substring(0, equals)), decoded(unquoted(pair.substring(equals + 1))));
      }
    }
  }

  /** Only what is a request header; players have other options of the same form. */
  private void set(String name, String value) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    if (value.isEmpty()) {
      return;
    }
    switch (key) {
      case "user-agent" -> userAgent = value;
      case "referer", "referrer" -> header("Referer", value);
      case "origin" -> header("Origin", value);
      case "cookie", "cookies" -> header("Cookie", value);
      case "authorization" -> header("Authorization", value);
      case "accept" -> header("Accept", value);
      case "accept-language" -> header("Accept-Language", value);
      default -> {
        if (key.startsWith("x-")) {
          header(name.strip(), value);
        }
      }
    }
  }

  private void header(String name, String value) {
    headers.keySet().removeIf(name::equalsIgnoreCase);
    if (headers.size() < MAX_HEADERS) {
      headers.put(name, value);
    }
  }

  private static String unquoted(String text) {
    String stripped = text.strip();
    boolean quoted = stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
    return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
  }

  /** Only {@code %XX}: a plus is part of many a user agent. */
  private static String decoded(String text) {
    return ENCODED
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(URLDecoder.decode(match.group(), StandardCharsets.UTF_8)));
  }
}
