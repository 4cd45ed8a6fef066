package tv.relay.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.registry.SourceUrl;
import tv.relay.testing.Script;
import tv.relay.testing.ScriptedUpstream;

/**
 * A provider out in the world does not get the relay to ask machines of the relay's own network.
 * All hosts here are this one: what a name stands for is told by the name.
 */
class RedirectRuleTest {
  private static final String WORLD = "world";
  private static final String OWN = "own";

  private final ScriptedUpstream upstream = ScriptedUpstream.start(Script.ok());
  private SourceClient client;

  @AfterEach
  void stop() {
    client.close();
    upstream.close();
  }

  @Test
  void shouldNotFollowARedirectIntoTheOwnNetwork() {
    client = client(false);
    upstream.thenPlay(Script.redirect(302, at("router.own", "/s3cr3t")), Script.ok());
    Failure failure = refused("provider.world");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.REJECTED);
    assertThat(failure.reason())
        .contains("redirects into this relay's own network, to http://router.own:")
        .contains("--allow-private-redirects")
        .doesNotContain("s3cr3t");
    assertThat(upstream.totalConnections()).as("connections").isEqualTo(1);
  }

  @Test
  void shouldNotForgetOnTheWayWhereItCameFrom() {
    client = client(false);
    upstream.thenPlay(
        Script.redirect(301, at("edge.world", "/b")), Script.redirect(307, at("router.own", "/c")));
    assertThat(refused("provider.world").reason()).contains("own network");
    assertThat(upstream.totalConnections()).isEqualTo(2);
  }

  /** The operator's own boxes redirect to each other as they like, and out into the world. */
  @Test
  void shouldLetTheOwnNetworkRedirectAnywhere() throws IOException {
    client = client(false);
    upstream.thenPlay(
        Script.redirect(302, at("encoder.own", "/b")),
        Script.redirect(302, at("edge.world", "/c")),
        Script.ok());
    open("portal.own").close();
    assertThat(upstream.totalConnections()).isEqualTo(3);
  }

  @Test
  void shouldNotComeBackFromTheWorldIntoTheOwnNetwork() {
    client = client(false);
    upstream.thenPlay(
        Script.redirect(302, at("edge.world", "/b")), Script.redirect(302, at("portal.own", "/c")));
    assertThat(refused("portal.own").reason()).contains("own network");
  }

  /** The same name, asked again, suddenly is one of our own addresses. */
  @Test
  void shouldCheckTheAddressThatIsConnectedTo() {
    Queue<String> answers = new ArrayDeque<>(List.of(WORLD, OWN));
    client =
        client(names(host -> new InetAddress[] {address(host + "." + answers.remove())}), false);
    upstream.thenPlay(Script.redirect(302, "/admin"), Script.ok());
    assertThat(refused("rebinding").reason()).contains("own network");
    assertThat(upstream.totalConnections()).isEqualTo(1);
  }

  /** A name with addresses of both kinds is used by those that are allowed. */
  @Test
  void shouldLeaveOutForbiddenAddressesOfAName() throws IOException {
    client =
        client(
            names(
                host ->
                    host.equals("mixed")
                        ? new InetAddress[] {loopback("mixed.own", 9), address("mixed.world")}
                        : new InetAddress[] {address(host)}),
            false);
    upstream.thenPlay(Script.redirect(302, at("mixed", "/b")), Script.ok());
    open("provider.world").close();
    assertThat(upstream.totalConnections()).isEqualTo(2);
  }

  @Test
  void shouldFollowWhereTheOperatorAllowsIt() throws IOException {
    client = client(true);
    upstream.thenPlay(Script.redirect(302, at("router.own", "/b")), Script.ok());
    open("provider.world").close();
    assertThat(upstream.totalConnections()).isEqualTo(2);
  }

  private OpenSource open(String host) throws IOException {
    Source source = new Source(SourceUrl.parse(at(host, "/a")), null, Map.of());
    return client.open(source, new SourceClient.Attempt());
  }

  private Failure refused(String host) {
    return catchThrowableOfType(UpstreamException.class, () -> open(host)).failure();
  }

  private String at(String host, String path) {
    return "http://" + host + ":" + upstream.uri().getPort() + path;
  }

  private static SourceClient client(boolean allow) {
    return client(names(host -> new InetAddress[] {address(host)}), allow);
  }

  private static SourceClient client(DnsResolver names, boolean allow) {
    return new SourceClient(
        new SourceTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2)),
        "rule-test",
        new RedirectRule(names, address -> address.getHostName().endsWith(OWN), allow));
  }

  private interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private static DnsResolver names(Names names) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        return names.of(host);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private static InetAddress address(String host) {
    return loopback(host, 1);
  }

  private static InetAddress loopback(String host, int last) {
    try {
      return InetAddress.getByAddress(host, new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
