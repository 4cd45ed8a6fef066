package tv.relay.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one client has lost and how much of it the log has said. The client's I/O thread. */
final class LossStory {
  private final Client client;
  private final Cursor cursor;
  private Losses told = Losses.NONE;
  private long toldNanos;
  private boolean toldEver;

  LossStory(Client client, Cursor cursor) {
    this.client = client;
    this.cursor = cursor;
  }

  /** Its news have been taken note of. */
  void heard() {
    cursor.moveNoted();
  }

  /** Whether it was told of less than so long ago. */
  boolean isTooSoon(long quietNanos, long nanoTime) {
    return toldEver && nanoTime - toldNanos < quietNanos;
  }

  /** All that has not been told yet; it is told now. */
  Losses tell(long nanoTime) {
    Losses all = Losses.of(cursor.snapshot());
    Losses news = all.since(told);
    told = all;
    toldNanos = nanoTime;
    toldEver = true;
    return news;
  }

  Client client() {
    return client;
  }

  /** How much, and why, for people. */
  static String text(Losses losses) {
    String amount =
        losses.lostChunks()
            + " chunks ("
            + TimeUnit.NANOSECONDS.toMillis(losses.droppedNanos())
            + " ms) dropped";
    return losses.skips() == 0
        ? amount + " in the same skip"
        : amount + " in " + counted(losses.skips(), "skip") + ": " + why(losses);
  }

  private static String why(Losses losses) {
    List<String> reasons = new ArrayList<>();
    boolean relayOnly = losses.lateSkips() > 0 && losses.lateSkips() == losses.skips();
    if (!relayOnly && losses.drops().lag() > 0) {
      reasons.add("link or player slower than the stream");
    }
    if (!relayOnly && losses.drops().lapped() > 0) {
      reasons.add("took too little for as long as the ring lasts");
    }
    if (losses.lateSkips() > 0) {
      reasons.add(
          (relayOnly ? "" : "in " + losses.lateSkips() + " of them ")
              + "the relay was too late; more CPU or a larger --ring-size would help");
    }
    if (losses.unfinishedCuts() > 0) {
      reasons.add(
          counted(losses.unfinishedCuts(), "picture") + " could not be kept to be finished");
    }
    return String.join("; ", reasons);
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
