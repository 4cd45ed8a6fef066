package tv.relay.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventLogTest {
  private final EventLog log = new EventLog();

  @Test
  void shouldGiveWhatCameAfterANumber() {
    add(3);
    assertThat(log.since(1)).extracting(Event::text).containsExactly("2", "3");
    assertThat(log.since(3)).isEmpty();
    assertThat(log.since(0)).extracting(Event::number).containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldForgetTheOldestAndKeepTheNumbers() {
    add(EventLog.CAPACITY + 20);
    assertThat(log.since(0)).hasSize(EventLog.CAPACITY);
    assertThat(log.since(0).get(0).number()).isEqualTo(21);
    assertThat(log.since(0).get(0).text()).isEqualTo("21");
  }

  private void add(int count) {
    for (int i = 1; i <= count; i++) {
      log.add("one", Event.Kind.CONNECTED, "http://a/", Integer.toString(i));
    }
  }
}
