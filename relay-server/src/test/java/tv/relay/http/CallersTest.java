package tv.relay.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that a test of the whole server, which keeps to loopback, can't come from. */
class CallersTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
  void shouldTakeLoopbackForThisMachine(String address) throws UnknownHostException {
    assertThat(Callers.isLocal(from(address))).isTrue();
  }

  /** The name in the Host header is the caller's to choose. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "10.0.0.1", "169.254.1.1", "0.0.0.0", "2001:db8::1", "::"})
  void shouldNotTakeAnybodyElseForThisMachineWhateverNameTheyAskBy(String address)
      throws UnknownHostException {
    assertThat(Callers.isLocal(from(address))).isFalse();
  }

  @Test
  void shouldNotTakeACallerWithoutAnAddressForThisMachine() {
    HttpServerExchange exchange = new HttpServerExchange(null);
    exchange.getRequestHeaders().put(Headers.HOST, "localhost");
    exchange.setSourceAddress(InetSocketAddress.createUnresolved("localhost", 1));
    assertThat(Callers.isLocal(exchange)).isFalse();
    assertThat(Callers.address(exchange)).isEqualTo("unknown");
  }

  @Test
  void shouldWriteAddressesSoThatThePortIsClear() throws UnknownHostException {
    assertThat(Callers.address(from("192.0.2.1"))).isEqualTo("192.0.2.1:4711");
    assertThat(Callers.address(from("2001:db8::1"))).isEqualTo("[2001:db8:0:0:0:0:0:1]:4711");
  }

  private static HttpServerExchange from(String address) throws UnknownHostException {
    HttpServerExchange exchange = new HttpServerExchange(null);
    exchange.getRequestHeaders().put(Headers.HOST, "localhost");
    exchange.setSourceAddress(new InetSocketAddress(InetAddress.getByName(address), 4711));
    return exchange;
  }
}
