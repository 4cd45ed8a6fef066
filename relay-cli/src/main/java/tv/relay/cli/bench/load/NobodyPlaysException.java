package tv.relay.cli.bench.load;

import java.util.Map;

/** No client got a stream; why, is in {@link #reasons}. */
public final class NobodyPlaysException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Integer> reasons;

  NobodyPlaysException(Map<String, Integer> reasons) {
    super(reasons.toString());
    this.reasons = Map.copyOf(reasons);
  }

  /** How many clients each befell; empty when all were still waiting. */
  public Map<String, Integer> reasons() {
    return reasons;
  }
}
