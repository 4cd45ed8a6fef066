package tv.relay.upstream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Where redirects may lead. A channel's own URL may be anywhere, since the operator wrote it; but a
 * provider out in the world must not send the relay to machines of its own network, which trust it.
 * What counts is the address that is connected to, looked up for this very connection, so that a
 * name that changes its mind meanwhile gets nowhere.
 *
 * <p>Safe for any thread; what it knows of an opening belongs to the thread that opens.
 */
final class RedirectRule implements DnsResolver {

  /** One opening, from hop to hop. */
  static final class Way {
    private String host;

    /** Whether one of its hops was out in the world. */
    private boolean outside;
  }

  /** All addresses of a redirect's target are of the relay's own network. */
  static final class Forbidden extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  /** The opening that the thread is at: a resolver is told the name alone. */
  private static final ThreadLocal<Way> CURRENT = new ThreadLocal<>();

  private final DnsResolver names;
  private final Predicate<InetAddress> ownNetwork;
  private final boolean allowPrivate;

  /**
   * A rule.
   *
   * @param ownNetwork which addresses are not out in the world
   * @param allowPrivate whether redirects may lead to those, too
   */
  RedirectRule(DnsResolver names, Predicate<InetAddress> ownNetwork, boolean allowPrivate) {
    this.names = names;
    this.ownNetwork = ownNetwork;
    this.allowPrivate = allowPrivate;
  }

  /** This thread is about to connect to that host. */
  void enter(Way way, String host) {
    way.host = host;
    CURRENT.set(way);
  }

  /** It has, or has failed to. */
  void leave() {
    CURRENT.remove();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = names.resolve(host);
    Way way = CURRENT.get();
    if (way == null || !host.equalsIgnoreCase(way.host)) {
      // A proxy, which the operator has chosen and which looks the target up itself.
      return all;
    }
    InetAddress[] world =
        Arrays.stream(all).filter(ownNetwork.negate()).toArray(InetAddress[]::new);
    if (way.outside && !allowPrivate) {
      if (world.length == 0) {
        throw new Forbidden();
      }
      return world;
    }
    way.outside |= world.length > 0;
    return all;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return names.resolveCanonicalHostname(host);
  }
}
