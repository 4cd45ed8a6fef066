package tv.relay.cli.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "65536, 65536",
    "65536B, 65536",
    "512K, 524288",
    "512k, 524288",
    "512KiB, 524288",
    "8M, 8388608",
    "8MiB, 8388608",
    "1G, 1073741824"
  })
  void shouldReadSizes(String text, int bytes) {
    assertThat(new ByteSize.OfRing().convert(text)).isEqualTo(bytes);
  }

  // "8MB" might mean a thousand or 1024.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8X",
        "-8M",
        "1.5M",
        "8MB",
        "8 M",
        "M",
        "63K",
        "2G",
        "999999999999G",
        "99999999999999G"
      })
  void shouldSayWhichSizesAreAccepted(String text) {
    assertThatThrownBy(() -> new ByteSize.OfRing().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("64K to 1G")
        .hasMessageContaining("8MiB");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0s, 0", "50ms, 50", "10s, 10000", "2m, 120000", "1h, 3600000"})
  void shouldReadDurations(String text, long millis) {
    assertThat(new Durations.OrZero().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10 s", "-1s", "1.5s", "PT10S", "2d", "169h", "9999999999s"})
  void shouldSayWhichDurationsAreAccepted(String text) {
    assertThatThrownBy(() -> new Durations.OrZero().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("50ms, 10s, 2m, or 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "0ms"})
  void shouldRefuseZeroWhereItMakesNoSense(String text) {
    assertThatThrownBy(() -> new Durations.Positive().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("not 0");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "50ms, 50", "1000ms, 1000", "1s, 1000"})
  void shouldReadHowLongDataMayWait(String text, long millis) {
    assertThat(new Durations.OfDelivery().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001ms", "2s", "1m", "168h"})
  void shouldRefuseToLetDataWaitForLong(String text) {
    assertThatThrownBy(() -> new Durations.OfDelivery().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("ms or s, up to 1s: 50ms, or 0");
  }

  @Test
  void shouldReadCountsWithinTheirRange() {
    assertThat(new Count.OfThreads().convert("0")).isZero();
    assertThat(new Count.OfLimit().convert("5000")).isEqualTo(5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "many", "1000001", "99999999999", "1e3"})
  void shouldSayWhichLimitsAreAccepted(String text) {
    assertThatThrownBy(() -> new Count.OfLimit().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("from 1 to 1000000");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:8080, 0.0.0.0, 8080",
    "127.0.0.1:0, 127.0.0.1, 0",
    ":9000, 0.0.0.0, 9000",
    "[::1]:8080, ::1, 8080",
    "localhost:8080, localhost, 8080"
  })
  void shouldReadAddressesToListenOn(String text, String host, int port) {
    assertThat(new ListenAddress().convert(text)).isEqualTo(new InetSocketAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8080", "host", "::1:8080", "a:b", "1.2.3.4:65536", "http://a:80"})
  void shouldSayWhichAddressesAreAccepted(String text) {
    assertThatThrownBy(() -> new ListenAddress().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("HOST:PORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "a\n"})
  void shouldRefuseWhatIsNoChannelId(String text) {
    assertThatThrownBy(() -> new ChannelId().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @Test
  void shouldTakeAChannelIdAsItIs() {
    assertThat(new ChannelId().convert("News_24.hd-1")).isEqualTo("News_24.hd-1");
  }

  @Test
  void shouldReadHeadersOneALine() {
    assertThat(new RequestHeader.Converter().convert("Referer: http://a/\nX-A:\"b: c\"").headers())
        .containsExactly(
            new RequestHeader("Referer", "http://a/"), new RequestHeader("X-A", "\"b: c\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Referer", ": a", "A B: c", "http//a"})
  void shouldSayHowAHeaderIsWritten(String text) {
    assertThatThrownBy(() -> new RequestHeader.Converter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'Name: value'");
  }
}
