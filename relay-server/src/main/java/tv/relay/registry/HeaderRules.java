package tv.relay.registry;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for request headers that a source is sent. No message quotes a value. */
final class HeaderRules {
  /** What a value is shown as; the rules refuse it so that it can't come back as a value. */
  static final String REDACTED = "***";

  private static final int MAX_HEADERS = 32;
  private static final int MAX_NAME_CHARS = 128;
  private static final int MAX_VALUE_CHARS = 4096;

  /** RFC 9110, section 5.6.2. */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Headers of the connection and of the answer's shape, which belong to the upstream reader. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "icy-metadata",
          "if-range",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HeaderRules() {}

  static Map<String, String> headers(Map<String, String> headers) {
    if (headers == null || headers.isEmpty()) {
      return Map.of();
    }
    if (headers.size() > MAX_HEADERS) {
      throw new InvalidDefinitionException(
          "headers", "has " + headers.size() + " entries; at most " + MAX_HEADERS + " are sent");
    }
    Map<String, String> checked = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    headers.forEach(
        (name, value) -> {
          String field = checkedName(name, seen);
          checked.put(name, checkedValue(field, value));
        });
    return Collections.unmodifiableMap(checked);
  }

  static String userAgent(String text, int maxChars) {
    String checked = TextRules.text("userAgent", text, maxChars);
    if (checked != null) {
      requireAscii("userAgent", checked);
    }
    return checked;
  }

  private static String checkedName(String name, Set<String> seen) {
    // A name that is no token may be a whole header line with its value, so it isn't repeated.
    if (name == null || name.length() > MAX_NAME_CHARS || !TOKEN.matcher(name).matches()) {
      throw new InvalidDefinitionException(
          "headers",
          "has a name that is no HTTP token; use up to "
              + MAX_NAME_CHARS
              + " letters, digits and '-', and put the value beside the name");
    }
    String field = "headers." + name;
    String key = name.toLowerCase(Locale.ROOT);
    if (key.equals("user-agent")) {
      throw new InvalidDefinitionException(field, "has a field of its own; set userAgent instead");
    }
    if (RESERVED.contains(key)) {
      throw new InvalidDefinitionException(
          field, "is set by the relay itself and can't be chosen; leave it out");
    }
    if (!seen.add(key)) {
      throw new InvalidDefinitionException(
          field, "is given twice; header names ignore case, so keep one of them");
    }
    return field;
  }

  private static String checkedValue(String field, String value) {
    if (value == null) {
      throw new InvalidDefinitionException(field, "has no value; give a text or leave it out");
    }
    TextRules.requireOneLine(field, value);
    requireAscii(field, value);
    String stripped = value.strip();
    if (stripped.length() > MAX_VALUE_CHARS) {
      throw new InvalidDefinitionException(
          field,
          "is " + stripped.length() + " characters long; at most " + MAX_VALUE_CHARS + " are sent");
    }
    if (stripped.equals(REDACTED)) {
      throw new InvalidDefinitionException(
          field,
          "is the *** that stands for a hidden value; send the real value, or change the other"
              + " fields with PATCH and leave this one out");
    }
    return stripped;
  }

  private static void requireAscii(String field, String value) {
    if (!value.chars().allMatch(c -> c < 0x80)) {
      throw new InvalidDefinitionException(
          field, "has a character that is not ASCII, which HTTP can't send; encode or remove it");
    }
  }
}
