package tv.relay.access;

import java.util.concurrent.atomic.LongAdder;

/** How many requests were answered how. Any thread. */
public final class AccessCounts {
  private final LongAdder[] answers = new LongAdder[6];
  private final LongAdder lostLines = new LongAdder();

  /** All zero. */
  public AccessCounts() {
    for (int i = 0; i < answers.length; i++) {
      answers[i] = new LongAdder();
    }
  }

  void answered(int status) {
    int hundred = status / 100;
    answers[hundred >= 1 && hundred < answers.length ? hundred : 5].increment();
  }

  void lostLine() {
    lostLines.increment();
  }

  /** Answers whose status has that first digit, 1 to 5. */
  public long answers(int hundred) {
    return answers[hundred].sum();
  }

  /** Lines of the access log that could not be written. */
  public long lostLines() {
    return lostLines.sum();
  }
}
