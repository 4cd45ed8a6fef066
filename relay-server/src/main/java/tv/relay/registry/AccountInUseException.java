package tv.relay.registry;

import java.util.List;

/** An account that is named by channels can't be removed. Nothing was changed. */
public final class AccountInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 5;

  AccountInUseException(List<String> channels) {
    super(
        "the account is named by "
            + (channels.size() == 1 ? "the channel " : channels.size() + " channels: ")
            + String.join(", ", channels.subList(0, Math.min(NAMED, channels.size())))
            + (channels.size() > NAMED ? " and others" : "")
            + "; take it from them first: relay channel set ID --account ''");
  }
}
