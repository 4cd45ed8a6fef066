package tv.relay.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;

class GuideMergeTest {
  private final StringWriter channels = new StringWriter();
  private final StringWriter programmes = new StringWriter();

  @Test
  void shouldTakeRelayedChannelsUnderTheIdsThatOurListHas() throws IOException {
    GuideMerge merge = merge(1 << 20);

    int known =
        merge.add(
            guide(
                "<channel id='bbc1.UK'><display-name>BBC One</display-name></channel>",
                "<channel id='other'><display-name>Other</display-name></channel>",
                "<channel id='77'><display-name>No Id</display-name></channel>",
                programme("bbc1.UK", "News"),
                programme("other", "Unwanted"),
                programme("77", "By title"),
                programme("unlisted", "Without channel element")));

    assertThat(known).isEqualTo(2);
    assertThat(channels.toString())
        .isEqualTo(
            """
            <channel id="BBC1.uk"><display-name>BBC One</display-name></channel>
            <channel id="noid"><display-name>No Id</display-name></channel>
            """);
    assertThat(programmes.toString())
        .isEqualTo(
            """
            <programme start="1" channel="BBC1.uk"><title>News</title></programme>
            <programme start="1" channel="noid"><title>By title</title></programme>
            <programme start="1" channel="unlisted"><title>Without channel element</title></programme>
            """);
  }

  @Test
  void shouldTakeEachChannelFromTheFirstGuideThatHasProgrammesOfIt() throws IOException {
    GuideMerge merge = merge(1 << 20);

    merge.add(guide("<channel id='unlisted'/>", programme("BBC1.uk", "First")));
    merge.add(guide(programme("BBC1.uk", "Second"), programme("unlisted", "Second")));

    assertThat(programmes.toString()).contains("First", "unlisted").doesNotContain("uk\"><title>S");
    assertThat(merge.programmes()).isEqualTo(2);
    assertThat(merge.channels()).isEqualTo(1);
  }

  @Test
  void shouldBoundWhatIsMerged() {
    GuideMerge merge = merge(100);
    assertThatThrownBy(() -> merge.add(guide(programme("BBC1.uk", "x".repeat(100)))))
        .hasMessageContaining("longer than");
  }

  private GuideMerge merge(long maxChars) {
    return new GuideMerge(
        new Wanted(
            List.of(
                channel("one", "BBC One", "BBC1.uk"),
                channel("noid", "no id", null),
                channel("u", null, "unlisted"))),
        channels,
        programmes,
        maxChars);
  }

  private static ChannelDefinition channel(String id, String title, String tvgId) {
    return new ChannelDefinition(
        id, List.of(SourceUrl.parse("http://h/")), title, null, null, tvgId, null, null, Map.of());
  }

  private static String programme(String channel, String title) {
    return "<programme start='1' channel='"
        + channel
        + "'><title>"
        + title
        + "</title></programme>";
  }

  private static ByteArrayInputStream guide(String... elements) {
    return new ByteArrayInputStream(
        ("<tv>" + String.join("\n", elements) + "</tv>").getBytes(StandardCharsets.UTF_8));
  }
}
