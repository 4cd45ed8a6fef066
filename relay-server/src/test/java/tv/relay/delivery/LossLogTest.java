package tv.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.relay.ring.Ring;
import tv.relay.testing.LogLines;

/** The log says who lost how much and why, and nobody can flood it. */
class LossLogTest {
  private static final String CHANNEL = "loss-log-test";
  private static final Pattern AMOUNT = Pattern.compile(" (\\d+) chunks");

  private final Ring ring = new Ring(64 * NumberedChunk.BYTES, NumberedChunk.BYTES, 0, 0);
  private final LossLog log = new LossLog(CHANNEL);
  private final LogLines logged = LogLines.ofRelay();
  private long clients;

  LossLogTest() {
    for (long i = 0; i < 64; i++) {
      ring.publish(NumberedChunk.of(i), 0, NumberedChunk.BYTES, TimeUnit.MILLISECONDS.toNanos(i));
    }
  }

  @AfterEach
  void close() {
    logged.close();
    ring.release();
  }

  @Test
  void shouldNameTheClientTheAmountAndTheCause() {
    Slow slow = new Slow(0);
    slow.loses(DropCause.LAG, 10, 0);
    log.goesOn(slow.story, 0);
    assertThat(lines())
        .containsExactly(
            "INFO channel loss-log-test: client 1 at 10.0.0.1:1 (Player/1): 10 chunks (10 ms)"
                + " dropped in 1 skip: link or player slower than the stream");
  }

  @Test
  void shouldTellTheCausesApart() {
    Slow stuck = new Slow(0);
    stuck.loses(DropCause.LAPPED, 3, 0);
    log.goesOn(stuck.story, 0);
    Slow willing = new Slow(0);
    willing.cursor.caughtUp();
    willing.cursor.beginSkip(0);
    willing.cursor.unfinishedCut();
    willing.cursor.skipTo(DropCause.LAPPED, 4, 0, 0);
    log.goesOn(willing.story, 0);
    assertThat(lines().get(0)).endsWith("in 1 skip: took too little for as long as the ring lasts");
    assertThat(lines().get(1))
        .endsWith(
            "in 1 skip: the relay was too late; more CPU or a larger --ring-size would help;"
                + " 1 picture could not be kept to be finished");
  }

  @Test
  void shouldSayAClientOnceASecondWithTheSumsSince() {
    Slow slow = new Slow(0);
    for (int i = 0; i < 4; i++) {
      slow.loses(DropCause.LAG, 5, i);
      log.goesOn(slow.story, millis(i * 200));
      log.flush(millis(i * 200 + 100));
    }
    assertThat(lines()).hasSize(1);
    log.flush(millis(999));
    assertThat(lines()).hasSize(1);
    log.flush(millis(1_000));
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).contains(" 5 chunks (5 ms) dropped in 1 skip:");
    assertThat(lines().get(1)).contains(" 15 chunks (15 ms) dropped in 3 skips:");
    log.flush(millis(9_000));
    assertThat(lines()).hasSize(2);
  }

  /** A source that stutters makes all of them skip at once, and again a moment later. */
  @Test
  void shouldNotBeFloodedByAThousandClientsAndLeaveNoneOut() {
    List<Slow> slow = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      slow.add(new Slow(0));
    }
    for (int tick = 0; tick < 24; tick++) {
      long now = millis(tick * 250);
      for (Slow each : slow) {
        each.loses(DropCause.LAG, 2, now);
        log.goesOn(each.story, now);
      }
      log.flush(now);
    }
    assertThat(lines()).hasSizeBetween(6, 6 * LossLog.LINES_A_SECOND);
    assertThat(lines()).anyMatch(line -> line.contains(" more clients: "));
    log.flush(millis(7_000));
    log.flush(millis(8_000));
    assertThat(chunksSaid()).isEqualTo(1_000 * 24 * 2);
  }

  @Test
  void shouldNameTheWorstOfMany() {
    List<Slow> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      slow.add(new Slow(0));
      slow.get(i).loses(DropCause.LAG, 1, 0);
      log.goesOn(slow.get(i).story, 0);
    }
    log.flush(0);
    int before = lines().size();
    slow.get(7).loses(DropCause.LAG, 30, 0);
    slow.forEach(each -> each.loses(DropCause.LAG, 1, 0));
    slow.forEach(each -> log.goesOn(each.story, millis(500)));
    log.flush(millis(1_500));
    assertThat(lines().get(before)).contains("client 8 at", " 31 chunks");
  }

  @Test
  void shouldNotSayWhatTheDepartureSaysOfAClientThatLeft() {
    Slow slow = new Slow(0);
    slow.loses(DropCause.LAG, 5, 0);
    log.goesOn(slow.story, 0);
    slow.loses(DropCause.LAG, 5, 1);
    log.goesOn(slow.story, millis(10));
    log.left(slow.story);
    log.flush(millis(5_000));
    assertThat(lines()).hasSize(1);
  }

  private final class Slow {
    private final Cursor cursor;
    private final LossStory story;

    Slow(long join) {
      cursor = new Cursor(ring, join);
      long id = ++clients;
      story = new LossStory(new Client(id, "10.0.0.1:" + id, "Player/" + id, 0), cursor);
    }

    /** A client that refuses what it is offered. */
    void loses(DropCause cause, int chunks, long nanoTime) {
      cursor.blocked();
      cursor.unblocked();
      cursor.beginSkip(nanoTime);
      cursor.skipTo(cause, cursor.next() + chunks, 0, 0);
    }
  }

  private List<String> lines() {
    return logged.lines().stream().filter(line -> line.contains(CHANNEL)).toList();
  }

  private long chunksSaid() {
    long sum = 0;
    for (String line : lines()) {
      Matcher amount = AMOUNT.matcher(line);
      assertThat(amount.find()).as(line).isTrue();
      sum += Long.parseLong(amount.group(1));
    }
    return sum;
  }

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
