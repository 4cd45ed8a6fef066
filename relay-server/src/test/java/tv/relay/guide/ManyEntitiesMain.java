package tv.relay.guide;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.SourceUrl;

/** Reads a guide with more ampersands than newer versions of Java take by default. */
final class ManyEntitiesMain {
  static final int PROGRAMMES = 20_000;

  private ManyEntitiesMain() {}

  public static void main(String[] args) throws Exception {
    String programme = "<programme start='1' channel='a'><title>&amp;&lt;&#65;</title></programme>";
    String guide = "<tv>" + programme.repeat(PROGRAMMES) + "</tv>";
    ChannelDefinition channel =
        new ChannelDefinition(
            "a",
            List.of(SourceUrl.parse("http://h/")),
            null,
            null,
            null,
            "a",
            null,
            null,
            Map.of());
    GuideMerge merge =
        new GuideMerge(
            new Wanted(List.of(channel)), new StringWriter(), new StringWriter(), 1 << 30);
    merge.add(new ByteArrayInputStream(guide.getBytes(StandardCharsets.UTF_8)));
    System.out.println(merge.programmes() + " programmes");
  }
}
