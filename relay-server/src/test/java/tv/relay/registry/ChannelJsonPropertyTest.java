package tv.relay.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChannelJsonPropertyTest {
  @Property(tries = 500)
  void shouldReadBackWhatItWrote(@ForAll("definitions") ChannelDefinition definition) {
    byte[] json = ChannelJson.withSecrets(definition).toString().getBytes(StandardCharsets.UTF_8);

    ChannelDefinition read = ChannelJson.parse(definition.id(), json);

    assertThat(read).isEqualTo(definition);
    assertThat(List.copyOf(read.headers().keySet()))
        .isEqualTo(List.copyOf(definition.headers().keySet()));
  }

  @Property(tries = 200)
  void shouldReadBackTheDocumentItWrote(@ForAll("definitions") ChannelDefinition definition)
      throws Exception {
    List<ChannelDefinition> written = List.of(definition);

    assertThat(
            ChannelsDocument.read(ChannelsDocument.write(new Catalogue(written, List.of())))
                .channels())
        .isEqualTo(written);
  }

  @Provide
  Arbitrary<ChannelDefinition> definitions() {
    return Definitions.random();
  }
}
