package tv.relay.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log who lost how much and why, when they go on: at most once a second for a client,
 * with the sums since, and at most {@value #LINES_A_SECOND} lines a second for a channel on an I/O
 * thread. Of a thousand clients that skip together the worst are named and the rest is one line.
 * One thread.
 */
final class LossLog {
  static final int LINES_A_SECOND = 5;
  private static final Logger LOG = LoggerFactory.getLogger(LossLog.class);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A client's losses that are to be told together. */
  private record News(Client client, Losses losses) {}

  private final String channelId;
  private final Set<LossStory> waiting = new LinkedHashSet<>();
  private long secondSinceNanos;
  private int lines;
  private boolean begun;

  LossLog(String channelId) {
    this.channelId = channelId;
  }

  /** A client goes on after a loss. */
  void goesOn(LossStory story, long nanoTime) {
    story.heard();
    beginSecond(nanoTime);
    // One line is left for the sum of all others.
    boolean room = lines < LINES_A_SECOND - 1 && waiting.isEmpty();
    if (room && !story.isTooSoon(SECOND_NANOS, nanoTime)) {
      say(new News(story.client(), story.tell(nanoTime)));
    } else {
      waiting.add(story);
    }
  }

  /** The client has left, and what it lost is said with that. */
  void left(LossStory story) {
    waiting.remove(story);
  }

  /** Says what has gathered, as far as it is time; to be called several times a second. */
  void flush(long nanoTime) {
    if (waiting.isEmpty()) {
      return;
    }
    beginSecond(nanoTime);
    if (lines >= LINES_A_SECOND) {
      return;
    }
    List<News> due = new ArrayList<>();
    waiting.removeIf(
        story -> {
          boolean now = !story.isTooSoon(SECOND_NANOS, nanoTime);
          if (now) {
            due.add(new News(story.client(), story.tell(nanoTime)));
          }
          return now;
        });
    due.sort(Comparator.comparingLong((News news) -> news.losses.lostChunks()).reversed());
    int room = LINES_A_SECOND - lines;
    int named = due.size() <= room ? due.size() : room - 1;
    due.subList(0, named).forEach(this::say);
    saySum(due.subList(named, due.size()));
  }

  private void beginSecond(long nanoTime) {
    if (!begun || nanoTime - secondSinceNanos >= SECOND_NANOS) {
      begun = true;
      secondSinceNanos = nanoTime;
      lines = 0;
    }
  }

  private void say(News news) {
    lines++;
    LOG.info(
        "channel {}: client {} at {} ({}): {}",
        channelId,
        news.client.id(),
        news.client.address(),
        news.client.userAgent().isEmpty() ? "no user agent" : news.client.userAgent(),
        LossStory.text(news.losses));
  }

  private void saySum(List<News> others) {
    if (!others.isEmpty()) {
      lines++;
      Losses sum = others.stream().map(News::losses).reduce(Losses.NONE, Losses::plus);
      LOG.info("channel {}: {} more clients: {}", channelId, others.size(), LossStory.text(sum));
    }
  }
}
