package tv.relay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.relay.http.ForwardedHeaders.Hop;

class ForwardedHeadersTest {
  /** The examples of RFC 7239, section 4, among them. */
  @Test
  void shouldReadTheStandardHeader() {
    HeaderMap headers = new HeaderMap();
    headers.add(new HttpString("Forwarded"), "for=192.0.2.43, For=\"[2001:db8:cafe::17]:4711\"");
    headers.add(
        new HttpString("Forwarded"),
        "for=192.0.2.60;proto=https;by=203.0.113.43;host=\"tv.example:8443\", for=\"_gazonk\"");

    assertThat(ForwardedHeaders.standard(headers))
        .containsExactly(
            new Hop(address("192.0.2.43"), null, null, null),
            new Hop(address("2001:db8:cafe::17"), null, null, null),
            new Hop(address("192.0.2.60"), "https", "tv.example:8443", null),
            new Hop(null, null, null, null));
  }

  @Test
  void shouldReadTheCustomaryHeaders() {
    HeaderMap headers = new HeaderMap();
    headers.add(new HttpString("X-Forwarded-For"), "192.0.2.43:123, 2001:db8::17");
    headers.add(new HttpString("X-Forwarded-For"), "nonsense");
    headers.add(new HttpString("X-Forwarded-Proto"), "https");
    headers.add(new HttpString("X-Forwarded-Host"), "a.example, b.example");

    assertThat(ForwardedHeaders.customary(headers))
        .containsExactly(
            new Hop(address("192.0.2.43"), "https", "a.example", null),
            new Hop(address("2001:db8::17"), "https", "a.example", null),
            new Hop(null, "https", "b.example", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",,,", ";;", "for", "for=", "for=\"a", "=x", "for=a b", "for=1;;;x=2"})
  void shouldSurviveNonsense(String header) {
    HeaderMap headers = new HeaderMap();
    headers.add(new HttpString("Forwarded"), header);
    headers.add(new HttpString("X-Forwarded-For"), header);

    assertThat(ForwardedHeaders.standard(headers)).allMatch(hop -> hop.client() == null);
    assertThat(ForwardedHeaders.customary(headers)).allMatch(hop -> hop.client() == null);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/7, 11.0.0.1, true",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fd12::1, true",
    "::1/128, ::1, true",
    "'192.168.1.0/24, ::1', ::1, true",
  })
  void shouldTellWhichAddressesAreInABlock(String blocks, String address, boolean in) {
    assertThat(CidrBlock.parseList(blocks).stream().anyMatch(b -> b.contains(address(address))))
        .isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy.example", "10.0.0.0/33", "10.0.0/8", "300.0.0.1", "::1/-1", "a::/8/"})
  void shouldRefuseWhatIsNoBlock(String text) {
    assertThatThrownBy(() -> CidrBlock.parseList(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tv.example", "ftp://h", "http://", "http://h/../x", "http://h?q", "http://h/ x"})
  void shouldRefuseWhatIsNoPublicUrl(String text) {
    assertThatThrownBy(() -> new PublicUrl(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
