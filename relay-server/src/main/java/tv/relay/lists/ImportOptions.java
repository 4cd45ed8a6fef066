package tv.relay.lists;

/**
 * How a list is taken in.
 *
 * @param list its name, a valid channel id: channels remember which list they came from
 * @param filter which entries are wanted
 * @param merge which entries become one channel, with all their addresses for failover
 * @param prune whether channels of this list go that it doesn't have any more
 * @param mayShrink whether it may lose most of its channels by that at once
 * @param dryRun whether to say only what would change
 */
public record ImportOptions(
    String list,
    EntryFilter filter,
    Merge merge,
    boolean prune,
    boolean mayShrink,
    boolean dryRun) {

  /** What makes several entries one channel. */
  public enum Merge {
    /** Each entry is a channel. */
    NONE,
    /** The same {@code tvg-id}. */
    TVG_ID,
    /** The same name, in either case. */
    NAME
  }
}
