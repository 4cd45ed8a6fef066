package tv.relay.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import tv.relay.access.AccessFormat;
import tv.relay.account.AccountOptions;
import tv.relay.channel.ChannelOptions;
import tv.relay.channel.Limits;
import tv.relay.channel.SourceRules;
import tv.relay.cli.command.Commands;
import tv.relay.delivery.DeliveryOptions;
import tv.relay.http.CidrBlock;
import tv.relay.http.HttpOptions;
import tv.relay.http.PublicUrl;
import tv.relay.server.MonitoringOptions;
import tv.relay.server.ServerOptions;
import tv.relay.tuner.TunerOptions;

final class EngineOptionsTest {
  private static final Path FOLDER = Path.of("data");

  /** All options, each with a value that no other has. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("--listen", "127.0.0.1:9001"),
          Map.entry("--io-threads", "3"),
          Map.entry("--max-header-size", "9K"),
          Map.entry("--header-timeout", "4s"),
          Map.entry("--ring-size", "5M"),
          Map.entry("--delivery-interval", "6ms"),
          Map.entry("--send-buffer", "7K"),
          Map.entry("--client-timeout", "8s"),
          Map.entry("--max-lag", "17s"),
          Map.entry("--join-cushion", "18s"),
          Map.entry("--linger", "9s"),
          Map.entry("--start-timeout", "10s"),
          Map.entry("--connect-timeout", "11s"),
          Map.entry("--stall-timeout", "12s"),
          Map.entry("--give-up-after", "13m"),
          Map.entry("--tries-per-source", "19"),
          Map.entry("--return-to-primary", "true"),
          Map.entry("--reserve-wait", "20s"),
          Map.entry("--slow-timeout", "20s"),
          Map.entry("--picture-timeout", "21s"),
          Map.entry("--return-after", "22s"),
          Map.entry("--allow-private-redirects", "true"),
          Map.entry("--public-url", "https://tv.example/relay/"),
          Map.entry("--trusted-proxies", "127.0.0.1, 10.0.0.0/8"),
          Map.entry("--max-clients", "14"),
          Map.entry("--max-clients-per-channel", "15"),
          Map.entry("--max-channels", "16"),
          Map.entry("--live-channels", "24"),
          Map.entry("--max-connections-per-account", "20"),
          Map.entry("--settle", "21s"),
          Map.entry("--zap-wait", "22s"),
          Map.entry("--public-metrics", "true"),
          Map.entry("--access-log", "access.log"),
          Map.entry("--publish-times", "publish.hlog"),
          Map.entry("--log-format", "json"),
          Map.entry("--tuners", "23"));

  private static final ServerOptions EXPECTED =
      new ServerOptions(
          FOLDER,
          new HttpOptions(
              new InetSocketAddress("127.0.0.1", 9001),
              3,
              9 * 1024,
              Duration.ofSeconds(4),
              new PublicUrl("https://tv.example/relay"),
              CidrBlock.parseList("127.0.0.1,10.0.0.0/8")),
          new DeliveryOptions(
              Duration.ofMillis(6),
              7 * 1024,
              Duration.ofSeconds(8),
              Duration.ofSeconds(17),
              Duration.ofSeconds(18)),
          new ChannelOptions(
              5 * 1024 * 1024,
              Duration.ofSeconds(9),
              Duration.ofSeconds(10),
              Duration.ofSeconds(11),
              Duration.ofSeconds(12),
              Duration.ofMinutes(13),
              19,
              true,
              Duration.ofSeconds(20),
              new SourceRules(
                  Duration.ofSeconds(20), Duration.ofSeconds(21), Duration.ofSeconds(22), true)),
          new Limits(14, 15, 16),
          24,
          new AccountOptions(20, Duration.ofSeconds(21), Duration.ofSeconds(22)),
          new MonitoringOptions(true, "access.log", AccessFormat.JSON, "publish.hlog"),
          new TunerOptions(23));

  @Command(name = "any")
  private static final class Any {
    @Mixin EngineOptions engine;
  }

  @Test
  void shouldHaveTheDefaultsOfTheServer() {
    assertThat(parsed(Map.of())).isEqualTo(ServerOptions.defaults(FOLDER));
  }

  @Test
  void shouldHandEachOptionOnToItsPlace() {
    String[] arguments =
        VALUES.entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .toArray(String[]::new);

    assertThat(parsed(Map.of(), arguments)).isEqualTo(EXPECTED);
  }

  @Test
  void shouldTakeEachOptionFromItsTwin() {
    Map<String, String> variables = new HashMap<>();
    VALUES.forEach(
        (name, value) ->
            variables.put(
                "RELAY_" + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT), value));

    assertThat(parsed(variables)).isEqualTo(EXPECTED);
  }

  @Test
  void shouldPreferTheCommandLineToTheEnvironment() {
    assertThat(
            parsed(Map.of("RELAY_RING_SIZE", "32M"), "--ring-size", "16M").channels().ringBytes())
        .isEqualTo(16 * 1024 * 1024);
  }

  @Test
  void shouldTakeAnEmptyVariableAsNotSet() {
    assertThat(parsed(Map.of("RELAY_RING_SIZE", ""))).isEqualTo(ServerOptions.defaults(FOLDER));
  }

  /** The reader waits for so long too, and meanwhile nothing reads the source. */
  @Test
  void shouldNotLetDataWaitForMoreThanASecond() {
    assertThat(parsed(Map.of(), "--delivery-interval", "1s").delivery().interval())
        .isEqualTo(Duration.ofSeconds(1));
    assertThatThrownBy(() -> parsed(Map.of(), "--delivery-interval", "1001ms"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'--delivery-interval'")
        .hasMessageContaining("up to 1s");
  }

  private static ServerOptions parsed(Map<String, String> variables, String... arguments) {
    Any any = new Any();
    Commands.commandLine(any, variables::get).parseArgs(arguments);
    return any.engine.in(FOLDER);
  }
}
