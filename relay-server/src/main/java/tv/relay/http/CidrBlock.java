package tv.relay.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of addresses, as {@code 10.0.0.0/8} or {@code fd00::/8} (RFC 4632). A value.
 *
 * @param network an address in it
 * @param prefixBits how many leading bits all of its addresses share
 */
public record CidrBlock(InetAddress network, int prefixBits) {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int MAX_ADDRESS_CHARS = 45;
  private static final int MAX_BLOCKS = 100;

  /**
   * Reads blocks separated by commas; a bare address is a block of one.
   *
   * @throws IllegalArgumentException naming the part that is none
   */
  public static List<CidrBlock> parseList(String text) {
    List<CidrBlock> blocks = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        blocks.add(parse(part.strip()));
      }
    }
    if (blocks.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException("more than " + MAX_BLOCKS + " blocks of addresses");
    }
    return blocks;
  }

  private static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
    String bits = slash < 0 ? null : text.substring(slash + 1);
    if (network != null) {
      int most = network.getAddress().length * 8;
      int prefix = bits == null ? most : bits.matches("[0-9]{1,3}") ? Integer.parseInt(bits) : -1;
      if (prefix >= 0 && prefix <= most) {
        return new CidrBlock(network, prefix);
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no address or block of addresses, as 127.0.0.1, 10.0.0.0/8 or fd00::/8");
  }

  /** The address that a text is, without asking any name server; null when it is none. */
  static InetAddress address(String text) {
    if (text.length() > MAX_ADDRESS_CHARS
        || !(IPV4.matcher(text).matches() || IPV6.matcher(text).matches())) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Whether the address is in the block. */
  boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((own[bit >> 3] & mask) != (other[bit >> 3] & mask)) {
        return false;
      }
    }
    return true;
  }
}
