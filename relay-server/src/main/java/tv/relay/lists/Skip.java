package tv.relay.lists;

import java.util.Locale;

/** Why an entry of a list became no channel. */
public enum Skip {
  /** It is not of the wanted groups and names. */
  FILTERED,
  /** Its address is that of an earlier entry. */
  DUPLICATE,
  /** Its address is that of a channel made by hand or by another list. */
  EXISTING,
  /** It is a film or an episode, which is no live stream. */
  ON_DEMAND,
  /** It is of a kind that the relay can't read. */
  UNREADABLE,
  /** Something is wrong with it. */
  BROKEN;

  /** As in answers: {@code on-demand}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
