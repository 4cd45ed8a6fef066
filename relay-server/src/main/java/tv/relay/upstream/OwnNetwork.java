package tv.relay.upstream;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses that lead to this machine or into its own network rather than out into the world,
 * by IANA's registries of special-purpose addresses (RFC 6890). Pure functions.
 */
final class OwnNetwork {
  private static final List<Block> BLOCKS =
      List.of(
          // This network, private use, shared address space, loopback, link-local.
          block("0.0.0.0", 8),
          block("10.0.0.0", 8),
          block("100.64.0.0", 10),
          block("127.0.0.0", 8),
          block("169.254.0.0", 16),
          block("172.16.0.0", 12),
          block("192.168.0.0", 16),
          // Protocol assignments, benchmarking, multicast, reserved and broadcast.
          block("192.0.0.0", 24),
          block("198.18.0.0", 15),
          block("224.0.0.0", 3),
          // Unspecified and loopback, unique local, link-local, site-local, multicast.
          block("::", 127),
          block("fc00::", 7),
          block("fe80::", 10),
          block("fec0::", 10),
          block("ff00::", 8));

  /** Of these the last four bytes, or those behind the prefix, are an IPv4 address. */
  private static final Block COMPATIBLE = block("::", 96);

  private static final Block NAT64 = block("64:ff9b::", 96);
  private static final Block SIX_TO_FOUR = block("2002::", 16);

  private static final class Block {
    private final byte[] prefix;
    private final int bits;

    Block(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = 0xFF << (8 - bits % 8) & 0xFF;
      return Arrays.equals(address, 0, whole, prefix, 0, whole)
          && (bits % 8 == 0 || ((address[whole] ^ prefix[whole]) & mask) == 0);
    }
  }

  private OwnNetwork() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (BLOCKS.stream().anyMatch(block -> block.contains(bytes))) {
      return true;
    }
    if (address instanceof Inet4Address) {
      return false;
    }
    int embedded = embeddedAt(bytes);
    return embedded > 0 && contains(of(Arrays.copyOfRange(bytes, embedded, embedded + 4)));
  }

  private static int embeddedAt(byte[] address) {
    if (NAT64.contains(address) || COMPATIBLE.contains(address)) {
      return 12;
    }
    return SIX_TO_FOUR.contains(address) ? 2 : 0;
  }

  private static Block block(String literal, int bits) {
    try {
      // A literal is never looked up.
      return new Block(InetAddress.getByName(literal).getAddress(), bits);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
