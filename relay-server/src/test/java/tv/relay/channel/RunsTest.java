package tv.relay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.account.AccountBook;
import tv.relay.account.AccountOptions;
import tv.relay.channel.FakeReaders.FakeReader;
import tv.relay.delivery.Delivery;
import tv.relay.delivery.DeliveryOptions;
import tv.relay.delivery.Ledger;
import tv.relay.events.EventLog;
import tv.relay.registry.SourceUrl;
import tv.relay.ring.RingMemory;
import tv.relay.upstream.Source;
import tv.relay.upstream.UpstreamMeter;

/** What a run has taken is given back, also where it could not be made. */
final class RunsTest {
  private final ManualScheduler control = new ManualScheduler();
  private final FakeReaders readers = new FakeReaders(true);
  private final Delivery delivery = new Delivery(DeliveryOptions.defaults());
  private final RingMemory memory = RingMemory.unlimited();

  @AfterEach
  void close() {
    delivery.close();
  }

  /** Without a ledger making it fails, at its last step. */
  @Test
  void shouldGiveTheRingBackWhenWhatBelongsToItCannotBeMade() {
    Runs runs = runs(null);
    runs.begin();
    runs.read(new Source(SourceUrl.parse("http://source/"), null, Map.of()));
    FakeReader reader = readers.running().get(0);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(reader::open).isInstanceOf(NullPointerException.class);
    }
    assertThat(memory.heldBytes()).isZero();
    assertThat(runs.current().fanout()).isNull();
  }

  private Runs runs(Ledger ledger) {
    LifeSupport support =
        new LifeSupport(
            ChannelOptions.defaults(),
            readers,
            delivery,
            memory,
            new SplittableRandom(1),
            new EventLog(),
            new AccountBook(new AccountOptions(0, Duration.ZERO, Duration.ZERO), control::after),
            Duration.ZERO);
    return new Runs("one", control, support, new UpstreamMeter(), ledger, null);
  }
}
